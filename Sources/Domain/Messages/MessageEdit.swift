import Identity
package import Primitives

/// What a message said before it was changed or deleted, and who did that.
package struct MessageEdit: Hashable, Sendable {
    /// More often nobody corrects what they said.
    package static let limit = 200

    /// The version that said so.
    package let version: Int64
    package let isDeletion: Bool
    package let text: String
    package let author: MessageAuthor
    package let at: Timestamp
}

extension MessageEdit: Sampled {
    package static var sample: Self {
        let moment = Timestamp(seconds: 1_893_456_000)
        return Self(
            version: 1, isDeletion: false, text: "What it said",
            author: MessageAuthor(kind: .person, personID: ID(at: moment), name: "Ada"),
            at: moment)
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("version", version)
            json.member("text", text)
            json.member("change", isDeletion ? "deleted" : "edited")
            json.member("byId", author.personID)
            json.member("byName", author.name)
            json.member("byKind", author.kind)
            json.member("at", at)
        }
    }
}
