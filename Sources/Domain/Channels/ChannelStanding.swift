package import Primitives

/// How far somebody has read in a channel, the same on all their devices.
package struct ChannelStanding: Hashable, Sendable {
    /// The number of the last message that they have read; zero for none.
    package var readSeq: Int64 = 0
    package var readUpTo: ID<Message>?
    /// Messages of others that came after it.
    package var unread: Int64 = 0
    /// Those of them in which they are named.
    package var mentions: Int64 = 0
    package var isMuted = false

    static var sample: Self {
        Self(readSeq: 40, readUpTo: ID(at: Timestamp(seconds: 1_893_456_000)), unread: 2, mentions: 1, isMuted: false)
    }
}
