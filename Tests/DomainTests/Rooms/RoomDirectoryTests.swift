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
            let channel = try #require(try await Channels(store: world.store).list(for: world.owner).first)
            #expect(channel.name == "Général")
            let all: [Room] = [.workspace(world.owner.workspaceID), .project(lead.projectId), .lead(lead.id), .channel(channel.id)]
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

    @Test func `Channels are listed for who may hear rooms`() async throws {
        try await withLeads { world in
            let form = Principal(
                credential: .token(ID()), workspaceID: world.owner.workspaceID, personID: nil, role: nil, permissions: PermissionTable.form,
                displayName: world.owner.displayName)
            let failure = await #expect(throws: Failure.self) { try await Channels(store: world.store).list(for: form) }
            #expect(failure?.code == .forbidden)
            let listed = try await Channels(store: world.store).list(for: world.member(.viewer))
            #expect(listed.count == 1)
        }
    }
}
