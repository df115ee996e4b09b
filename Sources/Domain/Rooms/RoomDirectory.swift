package import DataStore
package import Identity
package import Primitives
package import Realtime

/// Which rooms there are, and where: those of the workspaces, projects, leads and channels that are there.
package struct RoomDirectory: Sendable {
    let store: Store

    package init(store: Store) {
        self.store = store
    }

    /// Whether the workspace has what the room is of.
    package func has(_ room: Room, in workspace: ID<Workspace>) async throws -> Bool {
        try await self.workspace(of: room) == workspace
    }

    /// Whether an inbox is that of this person in this workspace.
    package func isInbox(_ room: Room, of person: ID<Person>, in workspace: ID<Workspace>) async throws -> Bool {
        try await store.read { try Members.inbox(of: person, in: workspace, $0).map { Room.inbox($0) } == room }
    }

    /// The workspace of what the room is of; `nil` when there is no such thing.
    package func workspace(of room: Room) async throws -> ID<Workspace>? {
        try await store.read { tx in
            switch room.kind {
            case .workspace: try Workspaces.find(ID(of: room.id), in: tx)?.id
            case .project: try ProjectRows.find(ID(of: room.id), in: tx)?.workspaceId
            case .lead: try LeadRows.find(ID(of: room.id), in: tx)?.workspaceId
            case .channel: try Channels.find(ID(of: room.id), in: tx)?.workspaceId
            case .inbox: try Members.holder(of: ID(of: room.id), in: tx)?.workspace
            }
        }
    }
}
