import DataStore
import Domain
import Identity
import Primitives
import Testing

struct DuplicatesTests {
    /// Two drafts of one company, and by what they are.
    static let pairs: [(LeadDraft, LeadDraft, LeadKey.Kind)] = [
        (LeadDraft(company: "A", website: "https://www.Acme.example/fr"), LeadDraft(company: "B", website: "acme.example"), .domain),
        (LeadDraft(company: "A", email: "Ana@Acme.example"), LeadDraft(company: "B", email: "ana@ACME.example"), .email),
        (LeadDraft(company: "A", phone: "01 23 45 67 89"), LeadDraft(company: "B", phone: "+33 (0)1.23.45.67.89"), .phone),
        (LeadDraft(company: "A", siren: "732 829 320"), LeadDraft(company: "B", siren: "73282932000074"), .siren),
        (LeadDraft(company: "A", vat: "FR 40 303 265 045"), LeadDraft(company: "B", siren: "303265045"), .siren),
        (LeadDraft(company: "A", vat: "DE136695976"), LeadDraft(company: "B", vat: "de 136 695 976"), .vat),
    ]

    @Test func `Leads that have nothing in common, or are elsewhere, are no duplicates`() async throws {
        try await withLeads { world in
            let facebook = try await world.drop { $0.website = "facebook.com/acme" }
            let first = try await world.drop { $0.website = "acme.example" }
            _ = try await world.leads.drop(LeadDraft(company: "Acme", website: "acme.example"), by: world.stranger, trace: TraceID())
            let project = try await world.projects.create(MergePatch(["name": "Second"]), by: world.owner, key: nil, trace: TraceID())
            _ = try await world.drop {
                $0.website = "acme.example"
                $0.projectId = project.id.description
            }
            _ = try await world.drop { $0.website = "facebook.com/other" }
            _ = try await world.trash(try await world.drop { $0.website = "acme.example" })
            for lead in [facebook, first] { #expect(try await world.room(lead.id).links.isEmpty) }
        }
    }

    @Test(arguments: pairs)
    func `Kept duplicates are linked both ways, with what they have in common`(
        first: LeadDraft, second: LeadDraft, kind: LeadKey.Kind
    ) async throws {
        try await withLeads { world in
            let one = try await world.leads.receive(first, by: world.owner, trace: TraceID())
            let two = try await world.leads.receive(second, by: world.owner, trace: TraceID())
            #expect(one.isNew && two.isNew)
            for (lead, other, company) in [(one.lead, two.lead, "B"), (two.lead, one.lead, "A")] {
                let links = try await world.room(lead.id).links
                #expect(links.map(\.id) == [other.id] && links.map(\.company) == [company] && links.map(\.kinds) == [[kind]])
            }
        }
    }

    @Test func `A duplicate is refused with the leads that are there, and keeps nothing`() async throws {
        try await withLeads { world in
            try await world.set(.refuse)
            let lead = try await world.drop { $0.website = "acme.example" }
            let events = try await world.count("event")
            let refused = await failure { _ = try await world.drop("Again") { $0.website = "https://acme.example" } }
            #expect(refused?.code == .duplicateLead)
            #expect(
                refused?.members["duplicates"]
                    == .array([["id": .string(lead.id.description), "company": "Acme", "by": ["domain"]]]))
            #expect(try await world.count("lead") == 1)
            #expect(try await world.count("event") == events)
        }
    }

    @Test func `Who may only drop is not told which lead is there`() async throws {
        try await withLeads { world in
            try await world.set(.refuse)
            _ = try await world.drop { $0.website = "acme.example" }
            let form = Principal(
                credential: .token(ID()), workspaceID: world.owner.workspaceID, personID: nil, role: nil, permissions: [.leadsDrop],
                displayName: world.owner.displayName)
            let refused = await failure {
                _ = try await world.leads.drop(LeadDraft(company: "A", website: "acme.example"), by: form, trace: TraceID())
            }
            #expect(refused?.members["duplicates"] == .array([]))
        }
    }

    @Test func `Who may only drop gets back what they sent, whatever it went into`() async throws {
        try await withLeads { world in
            try await world.set(.merge)
            let lead = try await world.drop {
                $0.website = "acme.example"
                $0.notes = "secret"
            }
            let form = Principal(
                credential: .token(ID()), workspaceID: world.owner.workspaceID, personID: nil, role: nil, permissions: [.leadsDrop],
                displayName: world.owner.displayName)
            let dropped = try await world.leads.receive(
                LeadDraft(company: "Other", website: "acme.example", vat: "DE136695976"), by: form, trace: TraceID())
            #expect(dropped.isNew && dropped.lead.company == "Other" && dropped.lead.notes == nil && dropped.lead.version == 1)
            #expect(try await world.room(lead.id).lead.vat == "DE136695976")
        }
    }

    @Test func `A duplicate goes into the lead that is there: what is empty is filled, what is there stays`() async throws {
        try await withLeads { world in
            try await world.set(.merge)
            let lead = try await world.drop {
                $0.website = "acme.example"
                $0.contactName = "Ana"
                $0.notes = "First."
                $0.tags = ["A", "b"]
            }
            let second = try await world.leads.receive(
                LeadDraft(
                    company: "ACME SA", website: "acme.example", contactName: "Ana", email: "ana@acme.example", notes: "Second.",
                    vat: "FR40303265045", tags: ["B", "c"]), by: world.owner, trace: TraceID())
            #expect(!second.isNew && second.lead.id == lead.id && second.lead.version == 2)
            #expect(second.lead.company == "Acme" && second.lead.email == "ana@acme.example" && second.lead.vat == "FR40303265045")
            #expect(second.lead.notes == "First.\n\nSecond." && second.lead.tags == ["A", "b", "c"])
            let third = try await world.leads.receive(
                LeadDraft(company: "Acme", contactName: "Bo", email: "bo@acme.example", vat: "FR40303265045"), by: world.owner,
                trace: TraceID())
            #expect(!third.isNew && third.lead.contactName == "Ana")
            #expect(try await world.room(lead.id).contacts.map(\.name) == ["Bo"])
            #expect(try await world.count("lead") == 1)
            #expect(try await world.count("job") == 1)
        }
    }

    @Test func `The same drop into the same lead again changes nothing`() async throws {
        try await withLeads { world in
            try await world.set(.merge)
            let draft = LeadDraft(company: "Acme", website: "acme.example", contactName: "Ana", email: "ana@acme.example", notes: "n")
            for _ in 0..<3 { _ = try await world.leads.receive(draft, by: world.owner, trace: TraceID()) }
            let lead = try await world.leads.list(LeadQuery(), for: world.owner, cursor: nil, limit: 10).page.items[0]
            #expect(lead.version == 1 && lead.notes == "n")
        }
    }

    @Test(arguments: DuplicatePolicy.allCases)
    func `Many drops of one site at once end as the policy has it`(policy: DuplicatePolicy) async throws {
        try await withLeads { world in
            try await world.set(policy)
            let codes = await withTaskGroup(of: FailureCode?.self) { group in
                for number in 0..<50 {
                    group.addTask { await failure { _ = try await world.drop("Acme \(number)") { $0.website = "acme.example" } }?.code }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.filter { $0 == .duplicateLead }.count == (policy == .refuse ? 49 : 0))
            #expect(try await world.count("lead") == (policy == .keep ? 50 : 1))
            let leads = try await world.leads.list(LeadQuery(), for: world.owner, cursor: nil, limit: 50).page.items
            for lead in leads where policy == .keep {
                let links = try await world.room(lead.id).links
                #expect(!links.isEmpty)
            }
        }
    }

    @Test func `A changed field, a contact and another project change what a lead is known by`() async throws {
        try await withLeads { world in
            let first = try await world.drop("First") { $0.website = "one.example" }
            let second = try await world.drop("Second") { $0.website = "two.example" }
            let moved = try await world.edit(first, ["website": "two.example"])
            #expect(try await world.room(second.id).links.map(\.id) == [first.id])
            _ = try await world.leads.addContact(
                ContactDraft(name: "Bo", email: "bo@x.example"), to: second.id, by: world.owner, key: nil, trace: TraceID())
            let third = try await world.drop("Third") { $0.email = "BO@x.example" }
            #expect(try await world.room(third.id).links.map(\.id) == [second.id])
            let fourth = try await world.drop("Fourth") { $0.website = "one.example" }
            #expect(try await world.room(fourth.id).links.isEmpty)
            let project = try await world.projects.create(MergePatch(["name": "Away"]), by: world.owner, key: nil, trace: TraceID())
            _ = try await world.edit(moved, ["projectId": .string(project.id.description)])
            let fifth = try await world.drop("Fifth") { $0.website = "two.example" }
            #expect(try await world.room(fifth.id).links.map(\.id) == [second.id])
        }
    }
}
