package import Primitives

/// A credential for a program, with a name and scopes of its own in one workspace.
package struct APIToken: Hashable, Sendable {
    package let id: ID<APIToken>
    package let workspaceID: ID<Workspace>
    package let creatorID: ID<Person>
    package let name: DisplayName
    /// The most it may do; less when its maker has come to be less.
    package let scopes: Set<Permission>
    package let createdAt: Timestamp
    package let expiresAt: Timestamp?
    package let lastUsedAt: Timestamp?
}
