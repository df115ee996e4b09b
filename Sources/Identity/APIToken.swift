package import Primitives

/// A credential for a program, with a name and a role of its own in one workspace.
package struct APIToken: Hashable, Sendable {
    package let id: ID<APIToken>
    package let workspaceID: ID<Workspace>
    package let creatorID: ID<Person>
    package let name: DisplayName
    /// The most it may do; less when its maker has come to be less.
    package let role: Role
    package let createdAt: Timestamp
    package let lastUsedAt: Timestamp?
}
