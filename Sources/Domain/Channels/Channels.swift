package import DataStore
package import Identity
package import Primitives

/// The channels of a workspace.
package struct Channels: Sendable {
    /// More than a team can follow.
    static let limit = 200

    let store: Store

    package init(store: Store) {
        self.store = store
    }

    /// Makes the channel that everyone is in. Part of making a workspace.
    package static func createDefault(for workspace: Workspace, at now: Timestamp, in tx: WriteTransaction) throws {
        let channel = Channel(
            id: ID(at: now), workspaceID: workspace.id, name: workspace.language("Général", "General"), createdAt: now, version: 1)
        try ChannelRows.insert(channel, in: tx)
    }

    /// The oldest first.
    ///
    /// - Throws: ``Failure`` `forbidden`.
    package func list(for principal: Principal) async throws -> [Channel] {
        try principal.require(.realtimeJoin)
        return try await store.read { try ChannelRows.list(of: principal.workspaceID, limit: Self.limit, in: $0) }
    }
}
