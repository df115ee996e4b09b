import DataStore
import Domain
import Identity
import Primitives
import Realtime
import Testing

struct LeadTrashTests {
    @Test func `What is not long enough in the trash stays, and so does what is outside`() async throws {
        try await withLeads { world in
            _ = try await world.drop("Kept")
            _ = try await world.trash(try await world.drop("Young"))
            #expect(try await world.leads.emptyTrash(after: .days(30)) == 0)
            #expect(try await world.count("lead") == 2)
        }
    }

    @Test func `The trash is emptied with everything of the lead, and nothing of another`() async throws {
        try await withLeads { world in
            let kept = try await world.drop("Kept") { $0.website = "acme.example" }
            let lead = try await world.drop("Gone") {
                $0.website = "acme.example"
                $0.tags = ["VIP"]
            }
            for one in [kept, lead] {
                _ = try await world.leads.addContact(
                    ContactDraft(name: "Bo"), to: one.id, by: world.owner, key: nil, trace: TraceID())
                _ = try await world.leads.addNote(NoteDraft(text: "n"), to: one.id, by: world.owner, key: nil, trace: TraceID())
            }
            _ = try await world.trash(lead)
            #expect(try await world.leads.emptyTrash(after: .seconds(-1)) == 1)
            for (table, left) in [
                ("lead", 1), ("contact", 1), ("note", 1), ("lead_change", 2), ("lead_key", 1), ("lead_tag", 0),
                ("job", 1),
            ] {
                #expect(try await world.count(table) == left, "\(table)")
            }
            let gone = await failure { _ = try await world.room(lead.id) }
            #expect(gone?.code == .notFound)
            #expect(world.changes.all.last?.kind == .delete)
            #expect(try await world.room(kept.id).contacts.count == 1)
        }
    }
}
