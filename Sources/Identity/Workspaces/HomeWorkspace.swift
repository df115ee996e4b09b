package import DataStore
package import Primitives

/// The workspace that the node was set up with, and after its removal the oldest that is left: its owners and admins run the node itself.
package struct HomeWorkspace: Sendable {
    private let store: Store

    package init(store: Store) {
        self.store = store
    }

    /// `nil` before the node has a workspace.
    package func id() async throws -> ID<Workspace>? {
        try await store.read { try Self.id(in: $0) }
    }

    package static func id(in tx: some SQLReading) throws -> ID<Workspace>? {
        try WorkspaceRows.list("ORDER BY created_at, id LIMIT 1", [], in: tx).first?.id
    }

    /// - Throws: ``Failure`` `forbidden` for a principal of another workspace.
    package func require(_ principal: Principal) async throws {
        guard try await id() == principal.workspaceID else {
            throw Failure(.forbidden, "This concerns the node itself. It is done in the workspace that the node was set up with.")
        }
    }
}
