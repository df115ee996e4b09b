/// What one socket may do. The values are those of the hosted original where it has one.
package struct SessionLimits: Sendable {
    /// Topics joined at a time.
    package var channels = 100
    /// Joins; as many as there may be channels, so that a client that comes back joins all of its topics at once.
    package var joinsPerSecond = 100
    /// Broadcasts and presence calls; past it the channel is closed.
    package var messagesPerSecond = 100
    /// Payload of a client's broadcast: every slow socket of the topic holds it.
    package var broadcastBytes = 262_144
    /// Payload of anything else: a token and a few dozen filters.
    package var controlBytes = 65_536
    /// Events replayed on a join; past it fetching the state is cheaper.
    package var replayEvents = 1_000
    /// Payload replayed on a join, all of which waits in one socket.
    package var replayBytes = 1_048_576

    package init() {}
}

/// Which kinds of channel a node offers.
package struct ChannelPolicy: Sendable {
    /// Whether anybody with a valid credential may join a channel by any name, as stock clients do out of the box.
    package let allowsPublic: Bool

    package init(allowsPublic: Bool) {
        self.allowsPublic = allowsPublic
    }
}
