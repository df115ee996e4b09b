package import Identity
package import Primitives

/// What a member wrote about a lead.
package struct Note: Hashable, Sendable, Decodable {
    /// More is a conversation, which a channel is for.
    package static let limitPerLead = 500
    static let characterLimit = 10_000

    package let id: ID<Note>
    package let workspaceId: ID<Workspace>
    package var leadId: ID<Lead>
    package var text: String
    /// The person who wrote it, or whose token did; `nil` for a workspace's key.
    package let authorId: ID<Person>?
    /// What the person is called now; the token's or key's name as it was. `nil` for someone who is not known any more.
    package var authorName: String?
    /// Goes up by one with every change.
    package var version: Int64
    package let createdAt: Timestamp
    package var updatedAt: Timestamp
}

extension Note {
    /// What a lead's history says of a note that came, went or was changed.
    var json: JSONValue { ["id": .string(id.description), "text": .string(text)] }
}

extension Note: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("workspaceId", workspaceId)
            json.member("leadId", leadId)
            json.member("text", text)
            json.member("authorId", authorId)
            json.member("authorName", authorName)
            json.member("version", version)
            json.member("createdAt", createdAt)
            json.member("updatedAt", updatedAt)
        }
    }
}
