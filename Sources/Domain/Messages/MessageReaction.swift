package import Identity
package import Primitives

/// Who answered a message with the same emoji.
package struct MessageReaction: Hashable, Sendable {
    /// Kinds on one message: beyond them nobody finds theirs.
    package static let kindLimit = 20
    /// People who are listed; all are counted.
    static let shownPeople = 20

    package let emoji: Emoji
    package let count: Int
    /// Whether one of them asks; `nil` in events, which go to everybody.
    package let isMine: Bool?
    /// The first who did.
    package let people: [ID<Person>]
}

extension MessageReaction: JSONWritable {
    static var sample: Self {
        guard let emoji = Emoji("👍") else { preconditionFailure("a thumb is an emoji") }
        return Self(emoji: emoji, count: 1, isMine: true, people: [ID(at: Timestamp(seconds: 1_893_456_000))])
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("emoji", emoji.text)
            json.member("count", count)
            json.member("mine", isMine)
            json.member("people", array: people)
        }
    }
}
