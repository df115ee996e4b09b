package import Primitives

/// A tenant: every row, room and file belongs to exactly one.
package struct Workspace: Hashable, Sendable {
    package let id: ID<Workspace>
    package let name: DisplayName
    package let language: Language
    package let createdAt: Timestamp
    /// Counts up with every change of the row, from 1.
    package let version: Int64
}
