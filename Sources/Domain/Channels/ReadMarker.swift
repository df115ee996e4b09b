package import Primitives

/// Where somebody's reading of a channel stands, and what is left.
package struct ReadMarker: Hashable, Sendable, Sampled {
    package let channelID: ID<Channel>
    package let standing: ChannelStanding

    package static var sample: Self { Self(channelID: ID(at: Timestamp(seconds: 1_893_456_000)), standing: .sample) }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("channelId", channelID)
            json.member("upTo", standing.readSeq)
            json.member("unread", standing.unread)
            json.member("mentions", standing.mentions)
        }
    }
}
