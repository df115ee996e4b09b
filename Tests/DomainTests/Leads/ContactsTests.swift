import DataStore
import Domain
import Identity
import Primitives
import Testing

struct ContactsTests {
    private func add(_ draft: ContactDraft, to lead: Lead, in world: LeadWorld, by principal: Principal? = nil) async throws -> Contact {
        try await world.leads.addContact(draft, to: lead.id, by: principal ?? world.owner, key: nil, trace: TraceID())
    }

    @Test func `Who may not write adds nobody, nobody is added elsewhere, and a contact has a name`() async throws {
        try await withLeads { world in
            let lead = try await world.drop()
            let viewer = await failure { _ = try await add(ContactDraft(name: "Bo"), to: lead, in: world, by: world.member(.viewer)) }
            #expect(viewer?.code == .forbidden)
            let stranger = await failure { _ = try await add(ContactDraft(name: "Bo"), to: lead, in: world, by: world.stranger) }
            #expect(stranger?.code == .notFound)
            let nameless = await failure { _ = try await add(ContactDraft(name: "\u{202E}", email: "x"), to: lead, in: world) }
            #expect(nameless?.fields.map(\.pointer) == ["/name", "/email"])
            #expect(try await world.count("contact") == 0)
        }
    }

    @Test func `A contact of another workspace is not there`() async throws {
        try await withLeads { world in
            let contact = try await add(ContactDraft(name: "Bo"), to: try await world.drop(), in: world)
            for attempt in 0..<3 {
                let refused = await failure {
                    switch attempt {
                    case 0:
                        let patch = try ContactPatch(MergePatch(["name": "Mine"]))
                        _ = try await world.leads.editContact(contact.id, patch, version: 1, by: world.stranger, trace: TraceID())
                    case 1: try await world.leads.removeContact(contact.id, version: 1, by: world.stranger, trace: TraceID())
                    default: _ = try await world.leads.makeMain(contact.id, version: 1, by: world.stranger, trace: TraceID())
                    }
                }
                #expect(refused?.code == .notFound)
            }
        }
    }

    @Test func `A stale change of a contact is told what it wanted otherwise`() async throws {
        try await withLeads { world in
            let contact = try await add(ContactDraft(name: "Bo"), to: try await world.drop(), in: world)
            let patch = try ContactPatch(MergePatch(["name": "Bob", "role": "CEO"]))
            let changed = try await world.leads.editContact(contact.id, patch, version: 1, by: world.owner, trace: TraceID())
            #expect(changed.name == "Bob" && changed.version == 2)
            let stale = await failure {
                let patch = try ContactPatch(MergePatch(["name": "Bob", "role": "CTO"]))
                _ = try await world.leads.editContact(contact.id, patch, version: 1, by: world.owner, trace: TraceID())
            }
            #expect(stale?.code == .staleVersion)
            #expect(
                stale?.members["differences"]
                    == .array([["field": "role", "before": .null, "current": "CEO", "yours": "CTO"]]))
        }
    }

    @Test func `The main contact and another change places, and the history says so`() async throws {
        try await withLeads { world in
            let lead = try await world.drop {
                $0.contactName = "Ana"
                $0.email = "ana@a.example"
            }
            let contact = try await add(ContactDraft(name: "Bo", role: "CEO", phone: "+33123456789"), to: lead, in: world)
            let changed = try await world.leads.makeMain(contact.id, version: 1, by: world.owner, trace: TraceID())
            #expect(changed.contactName == "Bo" && changed.email == nil && changed.phone == "+33123456789")
            let room = try await world.room(lead.id)
            #expect(room.contacts.map(\.name) == ["Ana"] && room.contacts[0].email == "ana@a.example" && room.contacts[0].version == 2)
            #expect(try await world.history(lead.id).count == 3)
        }
    }

    @Test func `Where there is no main contact, it is taken out of the others`() async throws {
        try await withLeads { world in
            let lead = try await world.drop()
            let contact = try await add(ContactDraft(name: "Bo"), to: lead, in: world)
            _ = try await world.leads.makeMain(contact.id, version: 1, by: world.owner, trace: TraceID())
            #expect(try await world.room(lead.id).contacts.isEmpty)
        }
    }

    @Test func `There is an end to the contacts of a lead`() async throws {
        try await withLeads { world in
            let lead = try await world.drop()
            for number in 0..<Contact.limitPerLead { _ = try await add(ContactDraft(name: "\(number)"), to: lead, in: world) }
            let refused = await failure { _ = try await add(ContactDraft(name: "One more"), to: lead, in: world) }
            #expect(refused?.code == .conflict)
        }
    }
}
