import Identity
import Primitives

/// A sign-in of a person's own.
struct ListedSessionAnswer: Sampled {
    struct Place: JSONWritable {
        let id: ID<Workspace>
        let name: String

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("id", id)
                json.member("name", name)
            }
        }
    }

    let id: ID<Session>
    let createdAt: Timestamp
    let lastUsedAt: Timestamp
    let expiresAt: Timestamp
    let method: String
    let userAgent: String?
    let remoteAddress: String?
    let workspace: Place
    let isCurrent: Bool

    static var sample: Self {
        let now = Timestamp.now()
        return Self(
            id: ID(), createdAt: now, lastUsedAt: now, expiresAt: now, method: "code", userAgent: "Firefox", remoteAddress: "203.0.113.7",
            workspace: Place(id: ID(), name: "Studio"), isCurrent: true)
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("createdAt", createdAt)
            json.member("lastUsedAt", lastUsedAt)
            json.member("expiresAt", expiresAt)
            json.member("method", method)
            json.member("userAgent", userAgent)
            json.member("remoteAddress", remoteAddress)
            json.member("workspace", workspace)
            json.member("current", isCurrent)
        }
    }
}

extension ListedSessionAnswer {
    init(_ listed: ListedSession, current: ID<Session>) {
        let session = listed.session
        self.init(
            id: session.id, createdAt: session.createdAt, lastUsedAt: session.lastUsedAt, expiresAt: session.expiresAt,
            method: session.method.rawValue, userAgent: session.userAgent, remoteAddress: session.remoteAddress,
            workspace: Place(id: session.workspaceID, name: listed.workspaceName.description), isCurrent: session.id == current)
    }
}
