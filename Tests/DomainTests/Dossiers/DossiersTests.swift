import DataStore
import Documents
import Identity
import JobQueue
import Primitives
import Testing

@testable import Domain

struct DossiersTests {
    private static let analyzedAt = Timestamp(seconds: 1_769_419_800)

    /// A lead that is ready, as the two jobs leave it.
    private func ready(in world: LeadWorld, _ fill: (inout LeadDraft) -> Void = { _ in }) async throws -> Lead {
        let lead = try await world.drop("Élan & Fils", fill)
        try await analyze(lead, in: world)
        return lead
    }

    private func analyze(_ lead: Lead, at moment: Timestamp = analyzedAt, status: LeadStatus = .ready, in world: LeadWorld) async throws {
        try await world.store.write { tx in
            let analysis = Analysis.withoutWebsite(hints: .init(company: lead.company, language: .french), now: moment)
            try AnalysisRows.insert(analysis, of: lead.id, at: moment, keeping: Analyses.keptVersions, in: tx)
            try tx.execute("UPDATE lead SET status = ? WHERE id = ?", [status, lead.id])
        }
    }

    private func document(of lead: Lead, in world: LeadWorld) async throws -> DossierContent {
        try await world.store.read { try #require(try DossierSource.read(lead.id, in: $0)).document }
    }

    private func jobs(_ world: LeadWorld) async throws -> [String] {
        try await world.store.read { tx in try tx.rows("SELECT kind FROM job ORDER BY id").map { try $0["kind"] } }
    }

    @Test func `A viewer may look at the versions and have none rendered`() async throws {
        try await withLeads { world in
            let lead = try await ready(in: world)
            let viewer = world.member(.viewer)
            let refused = await failure { _ = try await world.leads.renderAgain(lead.id, by: viewer, trace: TraceID()) }
            #expect(refused?.code == .forbidden)
            #expect(try await jobs(world) == ["analyze_lead"])
            #expect(try await world.leads.dossiers(of: lead.id, for: viewer).items.isEmpty)
        }
    }

    @Test func `A lead of another workspace is not there`() async throws {
        try await withLeads { world in
            let lead = try await ready(in: world)
            for attempt in [false, true] {
                let refused = await failure {
                    if attempt {
                        _ = try await world.leads.renderAgain(lead.id, by: world.stranger, trace: TraceID())
                    } else {
                        _ = try await world.leads.dossiers(of: lead.id, for: world.stranger)
                    }
                }
                #expect(refused?.code == .notFound)
            }
            #expect(try await jobs(world) == ["analyze_lead"])
        }
    }

    @Test func `Without an analysis, from the trash, and while one is being made there is none`() async throws {
        try await withLeads { world in
            let bare = try await world.drop("Never analysed")
            try await world.store.write { tx in try tx.execute("UPDATE lead SET status = 'failed' WHERE id = ?", [bare.id]) }
            let busy = try await world.drop("Busy")
            try await analyze(busy, status: .analyzing, in: world)
            let rendering = try await world.drop("Rendering")
            try await analyze(rendering, status: .rendering, in: world)
            let gone = try await ready(in: world)
            _ = try await world.trash(gone)
            let before = try await jobs(world)
            for lead in [bare, busy, rendering, gone] {
                let refused = await failure { _ = try await world.leads.renderAgain(lead.id, by: world.owner, trace: TraceID()) }
                #expect(refused?.code == .conflict, "\(lead.company)")
            }
            #expect(try await jobs(world) == before)
        }
    }

    @Test func `A dossier is rendered again without a new analysis, once however often one key asks for it`() async throws {
        try await withLeads { world in
            let lead = try await ready(in: world)
            let key = try IdempotencyKey("again")
            let asked = try await world.leads.renderAgain(lead.id, by: world.owner, key: key, trace: TraceID())
            #expect(asked.status == .rendering)
            #expect(asked.version == lead.version + 1)
            let repeated = try await world.leads.renderAgain(lead.id, by: world.owner, key: key, trace: TraceID())
            #expect(repeated.version == asked.version)
            #expect(try await jobs(world) == ["analyze_lead", "render_dossier"])
            #expect(try await world.history(lead.id).isEmpty)
        }
    }

    @Test func `A dossier says where the lead stands, whom to speak to, what was written and what happened`() async throws {
        try await withLeads { world in
            let lead = try await ready(in: world) { draft in
                draft.contactName = "Zoé"
                draft.siren = "732829320"
                draft.tags = ["salon", "traiteur"]
            }
            let owner = try #require(world.owner.personID)
            let stage = try await world.store.read { try StageRows.all(of: lead.projectId, in: $0)[2] }
            _ = try await world.edit(
                lead,
                [
                    "ownerId": .string(owner.description), "stageId": .string(stage.id.description), "nextStep": .string("Rappeler"),
                    "nextStepDue": .string("2026-02-03T09:00:00Z"),
                ])
            _ = try await world.leads.addContact(
                ContactDraft(name: "Luc", role: "Achats"), to: lead.id, by: world.owner, key: nil, trace: TraceID())
            _ = try await world.leads.addNote(NoteDraft(text: "Vu au salon."), to: lead.id, by: world.owner, key: nil, trace: TraceID())

            let content = try await document(of: lead, in: world)
            let details = Dictionary(content.details.map { ($0.label, $0.value) }) { first, _ in first }
            #expect(details["Responsable"] == "Ana")
            #expect(details["Étape"] == "Rendez-vous")
            #expect(details["Étiquettes"] == "salon, traiteur")
            #expect(details["SIREN"] == "732 829 320")
            #expect(details["Prochaine étape"] == "Rappeler (3 février 2026 à 09:00 UTC)")
            #expect(content.contacts.map(\.name) == ["Zoé", "Luc"])
            #expect(content.contacts.last?.role == "Achats")
            #expect(content.teamNotes.map(\.text) == ["Vu au salon."])
            #expect(content.teamNotes.first?.author == "Ana")
            let moments = content.timeline.map(\.text)
            #expect(moments.contains("Note ajoutée"))
            #expect(moments.contains("Contact ajouté : Luc"))
            #expect(
                moments.contains(
                    "Responsable : – → Ana ; Étape : Nouveau → Rendez-vous ; Prochaine étape : – → Rappeler ; Échéance : – → 3 février 2026 à 09:00 UTC"
                ), "\(moments)")
            #expect(moments.contains("Lead déposé"))
            #expect(moments.contains { $0.hasPrefix("Site analysé : score ") })
            #expect(content.timeline.map(\.at) == content.timeline.map(\.at).sorted(by: >))
        }
    }

    @Test func `An unchanged lead gives the same bytes, whatever jobs and renderings it had meanwhile`() async throws {
        try await withLeads { world in
            let lead = try await ready(in: world)
            let first = try await document(of: lead, in: world)
            _ = try await world.leads.renderAgain(lead.id, by: world.owner, trace: TraceID())
            let second = try await document(of: lead, in: world)
            #expect(first == second)
            #expect(try DossierRenderer.render(first).bytes == DossierRenderer.render(second).bytes)
            _ = try await world.leads.addNote(NoteDraft(text: "Neuf."), to: lead.id, by: world.owner, key: nil, trace: TraceID())
            let third = try await document(of: lead, in: world)
            #expect(third.createdAt > second.createdAt)
        }
    }

    @Test func `The newest hundred moments are told, and how many there are besides`() async throws {
        try await withLeads { world in
            let lead = try await ready(in: world)
            try await world.store.write { tx in
                for number in 0..<130 {
                    let at = lead.createdAt + .minutes(Int64(number + 1))
                    let change = FieldChange(field: "phone", before: .null, after: .string("+33 \(number)"))
                    try LeadChangeRows.insert(
                        LeadChange(
                            id: ID(at: at), leadID: lead.id, mergedID: nil, version: Int64(number + 2), at: at, actor: .node,
                            changes: [change]), in: tx)
                }
            }
            let content = try await document(of: lead, in: world)
            #expect(content.timeline.count == 100)
            #expect(content.timeline.first?.text == "Téléphone : – → +33 129")
            // Thirty entries, the drop and the analysis.
            #expect(content.earlierMoments == 32)
        }
    }

    @Test func `A history that nobody can read leaves the dossier without it`() async throws {
        try await withLeads { world in
            let lead = try await ready(in: world)
            try await world.store.write { tx in
                let unreadable = [
                    "no json", "[]", #"[{"field":"unknown","before":null,"after":1}]"#, #"[{"field":"score","before":1,"after":2}]"#,
                ]
                for changes in unreadable {
                    try tx.execute(
                        "INSERT INTO lead_change (lead_id, id, version, actor_kind, changes, at) VALUES (?, ?, 2, 'node', ?, ?)",
                        [lead.id, ID<LeadChange>(at: .now()), changes, Timestamp.now()])
                }
            }
            #expect(try await document(of: lead, in: world).timeline.count == 2)
        }
    }
}
