package import Identity
package import Primitives

/// A set of leads that a team works through; every lead belongs to one.
package struct Project: Hashable, Sendable, Codable {
    package let id: ID<Project>
    package let workspaceID: ID<Workspace>
    package let name: String
    package let createdAt: Timestamp
    package let version: Int64
}
