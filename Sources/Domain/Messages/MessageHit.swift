package import Primitives

/// A message that was found, where it is, and what of it has the words.
package struct MessageHit: Sendable {
    let message: Message
    let channel: Channel
    /// The line that has them, or what stands around the first of them.
    let excerpt: String
    let ranges: [Range<Int>]
}

extension MessageHit: Sampled {
    package static var sample: Self {
        Self(message: .sample, channel: .sample, excerpt: "Done, finally", ranges: [0..<4])
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("message", message)
            json.member(
                "channel",
                object: { json in
                    json.member("id", channel.id)
                    json.member("kind", channel.kind)
                    json.member("name", channel.name)
                    json.member("projectId", channel.projectId)
                    json.member("leadId", channel.leadId)
                })
            json.member("highlights", array: [Words(hit: self)])
        }
    }

    private struct Words: JSONWritable {
        let hit: MessageHit

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("field", "text")
                json.member("text", hit.excerpt)
                json.member("ranges", array: hit.ranges.map { HighlightRange(range: $0) })
            }
        }
    }
}
