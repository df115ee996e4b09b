package import Identity
package import Primitives

/// A set of leads that a team works through; every lead belongs to one.
package struct Project: Hashable, Sendable, Decodable {
    package let id: ID<Project>
    package let workspaceId: ID<Workspace>
    package var name: String
    package var description: String?
    /// Whether leads are dropped here when no project is named; one of a workspace is.
    package var isDefault: Bool
    package var duplicatePolicy: DuplicatePolicy
    /// Out of the way, with its leads, but kept.
    package var archivedAt: Timestamp?
    /// In the trash since then.
    package var deletedAt: Timestamp?
    /// Goes up by one with every change.
    package var version: Int64
    package let createdAt: Timestamp
    package var updatedAt: Timestamp
}

extension Project: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("workspaceId", workspaceId)
            json.member("name", name)
            json.member("description", description)
            json.member("isDefault", isDefault)
            json.member("duplicatePolicy", duplicatePolicy)
            json.member("archivedAt", archivedAt)
            json.member("deletedAt", deletedAt)
            json.member("version", version)
            json.member("createdAt", createdAt)
            json.member("updatedAt", updatedAt)
        }
    }
}
