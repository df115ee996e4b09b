package import Identity
package import Primitives

/// A place in a workspace where its members talk.
package struct Channel: Hashable, Sendable {
    package let id: ID<Channel>
    package let workspaceID: ID<Workspace>
    package let name: String
    package let createdAt: Timestamp
    package let version: Int64
}

extension Channel: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("workspaceId", workspaceID)
            json.member("name", name)
            json.member("createdAt", createdAt)
            json.member("version", version)
        }
    }
}
