package import Primitives

/// A workspace as one of its people sees it.
package struct Membership: Hashable, Sendable {
    package let workspace: Workspace
    package let role: Role
    package let joinedAt: Timestamp
}
