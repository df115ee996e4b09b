import DataStore
import Identity
import Primitives
import Testing

@testable import Domain

struct LeadSearchTests {
    @Test func `Who may not read leads finds none`() async throws {
        try await withLeads { world in
            let form = Principal(
                credential: world.owner.credential, workspaceID: world.owner.workspaceID, personID: nil, role: nil,
                permissions: [.leadsDrop], displayName: world.owner.displayName)
            let failure = await #expect(throws: Failure.self) { try await world.leads.search("a", for: form, limit: 5) }
            #expect(failure?.code == .forbidden)
        }
    }

    @Test func `Another workspace's lead is never found, whatever is typed`() async throws {
        try await withLeads { world in
            let secret = LeadDraft(company: "Secret Théâtre", email: "x@secret.example")
            _ = try await world.leads.drop(secret, by: world.stranger, trace: TraceID())
            let theirs = world.stranger.workspaceID.description
            for text in ["secret", "s", "theatre", theirs, theirs.replacing("-", with: ""), "\u{E000}\(theirs.replacing("-", with: ""))"] {
                #expect(try await world.found(text).isEmpty)
                for sort in [LeadSort.newest, .company] {
                    let query = LeadQuery(LeadFilter(text: text), sort: sort)
                    #expect(try await world.leads.list(query, for: world.owner, cursor: nil, limit: 9).page.items.isEmpty)
                }
            }
            #expect(try await world.leads.search("secret", for: world.stranger, limit: 5).hits.count == 1)
        }
    }

    @Test func `The word of the workspace is asked for where others have many leads`() async throws {
        try await withLeads { world in
            let draft = LeadDraft(company: "Atelier Rose")
            _ = try await world.leads.drop(draft, by: world.owner, trace: TraceID())
            try await world.change(try await world.drop("Atelier Vert")) { $0.deletedAt = .now() }
            _ = try await world.leads.drop(draft, by: world.stranger, trace: TraceID())
            for (others, matches) in [(0, 1), (1, 3)] {
                let found = try await world.store.read { tx in
                    let numbers = try SearchRows.numbers(
                        matching: SearchQuery("atelier"), of: world.owner.workspaceID, isInTrash: false, orFewOthers: others, in: tx)
                    return try tx.rows(SearchRows.leads(of: numbers)).count
                }
                #expect(found == matches)
            }
        }
    }

    @Test(arguments: ["*", "\"", "a\" OR \"b", "company : x", "(", "NEAR(", "^x", "-x", "{company}", "'; DROP TABLE lead; --", "a\u{0}b"])
    func `No sign is a command`(text: String) async throws {
        try await withLeads { world in
            _ = try await world.drop("Zebra")
            #expect(try await world.found(text).isEmpty)
            #expect(try await world.found("zeb") == ["Zebra"])
        }
    }

    @Test func `The company of that name comes first, then names that begin so, then what else has the words`() async throws {
        try await withLeads { world in
            _ = try await world.drop("Martin")
            _ = try await world.drop("Garage Martin")
            _ = try await world.drop("Martinez & Fils")
            _ = try await world.leads.drop(LeadDraft(company: "Zoo", contactName: "Léa Martin"), by: world.owner, trace: TraceID())
            _ = try await world.leads.drop(LeadDraft(company: "Quai", notes: "Ask Martin"), by: world.owner, trace: TraceID())
            #expect(try await world.found("MARTIN") == ["Martin", "Martinez & Fils", "Garage Martin", "Zoo", "Quai"])
            let (hits, isTruncated) = try await world.leads.search("martin", for: world.owner, limit: 2)
            #expect(hits.map(\.lead.company) == ["Martin", "Martinez & Fils"])
            #expect(isTruncated && hits[0].score > hits[1].score)
        }
    }

    @Test func `A lead is found by what it says now, and not by what it said`() async throws {
        try await withLeads { world in
            let lead = try await world.drop("Vieux Nom")
            try await world.change(lead) { lead in
                lead.company = "Nouveau Nom"
                lead.tags = ["Salon 2025"]
                lead.notes = "東京で会った"
            }
            #expect(try await world.found("vieux").isEmpty)
            #expect(try await world.found("nouv") == ["Nouveau Nom"])
            #expect(try await world.found("salon") == ["Nouveau Nom"])
            #expect(try await world.found("京") == ["Nouveau Nom"])
            try await world.change(try await world.lead(lead.id)) { $0.notes = nil }
            #expect(try await world.found("東京").isEmpty)
            #expect(try await world.integrityOfIndex())
        }
    }

    @Test func `Contacts, notes and the analysis are looked through`() async throws {
        try await withLeads { world in
            let lead = try await world.drop("Acme")
            try await world.store.write { [leads = world.leads, owner = world.owner] tx in
                let actor = ChangeActor(owner)
                let fields = ContactFields(name: "Éloïse Marchand", role: nil, email: "elo@acme.example", phone: "01 23 45 67 89")
                try leads.insert(fields, of: lead, by: actor, trace: TraceID(), in: tx)
                try leads.insert("Rappeler en septembre", of: lead, by: actor, trace: TraceID(), in: tx)
                let analysis = Analysis.withoutWebsite(
                    hints: AnalysisHints(company: "Acme", language: .french, contactName: "Bob Lenoir", email: nil, phone: nil),
                    now: .now())
                try LeadIndex.update(lead, with: analysis, in: tx)
            }
            for text in ["eloise", "elo@acme", "0123456789", "septembre rappel", "lenoir"] {
                #expect(try await world.found(text) == ["Acme"])
            }
            let fields = try await world.leads.search("septembre", for: world.owner, limit: 1).hits[0].highlights.map(\.field)
            #expect(fields == [.notes])
        }
    }

    @Test func `What is in the trash is not found, and is again when it comes back; the archive is`() async throws {
        try await withLeads { world in
            let lead = try await world.drop("Acme")
            try await world.change(lead) { $0.deletedAt = .now() }
            #expect(try await world.found("acme").isEmpty)
            var trash = LeadFilter(text: "acme")
            trash.trash = true
            let listed = try await world.leads.list(LeadQuery(trash), for: world.owner, cursor: nil, limit: 9)
            #expect(listed.page.items.map(\.id) == [lead.id])
            try await world.change(try await world.lead(lead.id)) { lead in
                lead.deletedAt = nil
                lead.archivedAt = .now()
            }
            #expect(try await world.found("acme") == ["Acme"])
        }
    }

    @Test func `A beginning that a thousand leads have finds the best of them`() async throws {
        try await withLeads { world in
            _ = try await world.drop("Lot")
            _ = try await world.drop("Grand Lot")
            try await world.store.write { [leads = world.leads, owner = world.owner] tx in
                for number in 0..<700 {
                    let draft = try LeadDraft(company: "Autre \(number)", notes: "lot \(number)").accepted()
                    _ = try leads.insert(draft, by: ChangeActor(owner), into: owner.workspaceID, trace: TraceID(), in: tx)
                }
            }
            #expect(try await world.found("lot").prefix(2) == ["Lot", "Grand Lot"])
            #expect(try await world.leads.search("lot", for: world.owner, limit: 5).isTruncated)
        }
    }
}

extension LeadWorld {
    func drop(_ company: String) async throws -> Lead {
        try await leads.drop(LeadDraft(company: company), by: owner, trace: TraceID())
    }

    func lead(_ id: ID<Lead>) async throws -> Lead { try await leads.warRoom(id, for: owner).lead }

    func change(_ before: Lead, _ change: @escaping @Sendable (inout Lead) -> Void) async throws {
        try await store.write { [leads] tx in
            var after = before
            change(&after)
            try leads.change(before, to: after, by: .node, trace: TraceID(), in: tx)
        }
    }

    /// The companies that are found, in order.
    func found(_ text: String) async throws -> [String] {
        try await leads.search(text, for: owner, limit: 50).hits.map(\.lead.company)
    }

    /// Whether the index holds the words of the documents, and no others.
    func integrityOfIndex() async throws -> Bool {
        try await store.write { tx in
            for row in try tx.rows("SELECT lead_id FROM search_document") { try LeadIndex.remove(try row["lead_id"], in: tx) }
            try tx.execute("INSERT INTO lead_search (lead_search) VALUES ('optimize')")
            return try tx.value("SELECT coalesce(sum(length(block)), 0) FROM lead_search_data WHERE id > 10") == 0
        }
    }
}
