import DataStore
import Domain
import Identity
import Primitives
import Realtime
import Testing

@Suite struct RoomDirectoryTests {
    @Test func `A workspace has the rooms of its own things and of nobody else's`() async throws {
        try await withLeads { world in
            let rooms = RoomDirectory(store: world.store)
            let lead = try await world.leads.drop(LeadDraft(company: "Ours"), by: world.owner, trace: TraceID())
            let channel: ID<Channel> = try #require(
                try await world.store.read { try $0.value("SELECT id FROM channel WHERE workspace_id = ?", [world.owner.workspaceID]) })
            // A project and a lead have a channel of their own id, whether anything was said there or not.
            let all: [Room] = [
                .workspace(world.owner.workspaceID), .project(lead.projectId), .lead(lead.id), .channel(channel), .channel(lead.id),
                .channel(lead.projectId),
            ]
            for room in all {
                let (ours, theirs) = (
                    try await rooms.has(room, in: world.owner.workspaceID), try await rooms.has(room, in: world.stranger.workspaceID)
                )
                #expect(ours && !theirs)
            }
            for kind in Room.Kind.allCases {
                let unknown = try await rooms.has(Room(kind, ID<Lead>()), in: world.owner.workspaceID)
                #expect(!unknown)
            }
        }
    }
}
