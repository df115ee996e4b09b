package import Primitives
package import Realtime

/// Messages of a channel that follow each other, and the place in the event log of which they are.
package struct MessageWindow: Sendable {
    /// Which ones: the newest where nothing is said.
    package enum Place: Hashable, Sendable {
        case newest
        case before(Int64)
        case after(Int64)
        case around(Int64)
    }

    package static let limit = 200

    package let messages: [Message]
    package let hasBefore: Bool
    package let hasAfter: Bool
    package let standing: ChannelStanding
    package let cursor: EventCursor
}

extension MessageWindow: Sampled {
    package static var sample: Self {
        Self(
            messages: [.sample], hasBefore: true, hasAfter: false, standing: .sample,
            cursor: EventCursor(epoch: "01997f3c-7c4e-7d52-9a3e-0123456789ab", seq: 1_024))
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("items", array: messages)
            json.member("hasBefore", hasBefore)
            json.member("hasAfter", hasAfter)
            json.member("readUpTo", standing.readUpTo)
            json.member("readSeq", standing.readSeq)
            json.member("cursor", cursor)
        }
    }
}
