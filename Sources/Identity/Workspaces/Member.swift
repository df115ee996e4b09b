package import Primitives

/// Someone in a workspace.
package struct Member: Hashable, Sendable {
    package let person: Person
    package let role: Role
    package let joinedAt: Timestamp
    /// Their last sign-in or renewal there.
    package let lastSeenAt: Timestamp?
}
