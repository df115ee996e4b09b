import Identity
import Primitives

/// A token of a program.
struct TokenAnswer: Sampled {
    let id: ID<APIToken>
    let name: String
    let scopes: [String]
    let creatorId: ID<Person>
    let createdAt: Timestamp
    let expiresAt: Timestamp?
    let lastUsedAt: Timestamp?

    static var sample: Self {
        Self(
            id: ID(), name: "Import script", scopes: [Permission.leadsDrop.rawValue], creatorId: ID(), createdAt: .now(), expiresAt: .now(),
            lastUsedAt: .now())
    }

    func write(to json: inout JSONWriter) {
        json.object { writeMembers(to: &$0) }
    }

    func writeMembers(to json: inout JSONWriter) {
        json.member("id", id)
        json.member("name", name)
        json.member("scopes", array: scopes)
        json.member("creatorId", creatorId)
        json.member("createdAt", createdAt)
        json.member("expiresAt", expiresAt)
        json.member("lastUsedAt", lastUsedAt)
    }
}

extension TokenAnswer {
    init(_ token: APIToken) {
        self.init(
            id: token.id, name: token.name.description, scopes: token.scopes.map(\.rawValue).sorted(), creatorId: token.creatorID,
            createdAt: token.createdAt, expiresAt: token.expiresAt, lastUsedAt: token.lastUsedAt)
    }
}

/// A token that was just made, with its text, which is never told again.
struct NewTokenAnswer: Sampled {
    let token: TokenAnswer
    let text: Secret

    static var sample: Self { Self(token: .sample, text: Secret("upn_…")) }

    func write(to json: inout JSONWriter) {
        json.object { json in
            token.writeMembers(to: &json)
            json.member("text", text.revealedText)
        }
    }
}
