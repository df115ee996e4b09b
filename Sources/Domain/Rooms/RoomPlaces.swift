package import DataStore
package import Identity
package import Primitives
package import Realtime

/// Where the things are that rooms belong to, for whoever may see every workspace: the operator.
package enum RoomPlaces {
    /// The workspace of the room's thing; `nil` when there is no such thing.
    package static func workspace(of room: Room, in tx: some SQLReading) throws -> ID<Workspace>? {
        switch room.kind {
        case .workspace: try Workspaces.find(ID(of: room.id), in: tx)?.id
        case .project: try ProjectRows.find(ID(of: room.id), in: tx)?.workspaceID
        case .lead: try LeadRows.find(ID(of: room.id), in: tx)?.workspaceId
        case .channel: nil
        }
    }
}
