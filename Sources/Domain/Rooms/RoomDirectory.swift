package import DataStore
package import Identity
package import Primitives
package import Realtime

/// Which rooms there are: those of the workspaces, projects, leads and channels that are there.
package struct RoomDirectory: Sendable {
    let store: Store

    package init(store: Store) {
        self.store = store
    }

    /// Whether the workspace has what the room is of.
    package func has(_ room: Room, in workspace: ID<Workspace>) async throws -> Bool {
        switch room.kind {
        case .workspace: ID<Subject>(workspace) == room.id
        case .project: try await store.read { try ProjectRows.find(ID(of: room.id), of: workspace, in: $0) != nil }
        case .lead: try await store.read { try LeadRows.find(ID(of: room.id), of: workspace, in: $0) != nil }
        case .channel: try await store.read { try ChannelRows.find(ID(of: room.id), of: workspace, in: $0) != nil }
        }
    }
}
