package import Primitives

/// The channels in which somebody has something to read.
package struct UnreadChannels: Hashable, Sendable {
    /// The newest activity first.
    package let channels: [ReadMarker]
    /// Over all channels that are not muted; whoever is named counts in those too.
    package let total: Int64
    package let mentions: Int64
}

extension UnreadChannels: Sampled {
    package static var sample: Self { Self(channels: [.sample], total: 2, mentions: 1) }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("channels", array: channels.map { Entry(marker: $0) })
            json.member("total", total)
            json.member("mentions", mentions)
        }
    }

    private struct Entry: JSONWritable {
        let marker: ReadMarker

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("id", marker.channelID)
                json.member("unread", marker.standing.unread)
                json.member("mentions", marker.standing.mentions)
                json.member("muted", marker.standing.isMuted)
            }
        }
    }
}
