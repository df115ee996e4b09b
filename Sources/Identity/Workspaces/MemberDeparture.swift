package import DataStore
package import Primitives

/// What is done, in the same write, when someone is taken out of a workspace: what they had there is somebody's business.
package struct MemberDeparture: Sendable {
    package let complete: @Sendable (ID<Person>, ID<Workspace>, WriteTransaction) throws -> Void

    package init(_ complete: @escaping @Sendable (ID<Person>, ID<Workspace>, WriteTransaction) throws -> Void) {
        self.complete = complete
    }

    /// Nothing more.
    package static let plain = MemberDeparture { _, _, _ in }
}
