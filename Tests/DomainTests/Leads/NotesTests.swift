import DataStore
import Domain
import Identity
import Primitives
import Testing

struct NotesTests {
    private func add(_ text: String?, to lead: Lead, in world: LeadWorld, by principal: Principal? = nil) async throws -> Note {
        try await world.leads.addNote(NoteDraft(text: text), to: lead.id, by: principal ?? world.owner, key: nil, trace: TraceID())
    }

    /// Somebody else of the owner's workspace.
    private func other(_ role: Role, in world: LeadWorld) -> Principal {
        Principal(
            credential: .session(ID()), workspaceID: world.owner.workspaceID, personID: ID(), role: role,
            displayName: world.owner.displayName)
    }

    @Test(arguments: [nil, "", " \u{202E}\n ", String(repeating: "n", count: 10_001)])
    func `What is no note is refused`(text: String?) async throws {
        try await withLeads { world in
            let lead = try await world.drop()
            let refused = await failure { _ = try await add(text, to: lead, in: world) }
            #expect(refused?.fields.map(\.pointer) == ["/text"])
        }
    }

    @Test func `Only who wrote a note and the admins change it or take it away`() async throws {
        try await withLeads { world in
            let lead = try await world.drop()
            let author = world.member(.member)
            let note = try await add("Called.\nNobody there.", to: lead, in: world, by: author)
            #expect(note.text == "Called.\nNobody there." && note.authorName == "Ana")
            for role in [Role.viewer, .member] {
                let refused = await failure {
                    try await world.leads.removeNote(note.id, version: 1, by: other(role, in: world), trace: TraceID())
                }
                #expect(refused?.code == .forbidden)
            }
            let hidden = await failure { try await world.leads.removeNote(note.id, version: 1, by: world.stranger, trace: TraceID()) }
            #expect(hidden?.code == .notFound)
            let own = try await world.leads.editNote(note.id, NoteDraft(text: "Mine"), version: 1, by: author, trace: TraceID())
            #expect(own.text == "Mine" && own.version == 2)
            let stale = await failure {
                _ = try await world.leads.editNote(note.id, NoteDraft(text: "Late"), version: 1, by: author, trace: TraceID())
            }
            #expect(stale?.code == .staleVersion)
            try await world.leads.removeNote(note.id, version: 2, by: other(.admin, in: world), trace: TraceID())
            #expect(try await world.leads.notes(of: lead.id, for: world.owner).isEmpty)
            #expect(try await world.history(lead.id).count == 3)
        }
    }
}
