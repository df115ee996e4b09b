import Domain
import Identity
import JobQueue
import Primitives
import Realtime
import Testing

struct LeadsTests {
    @Test func `A viewer may look and not drop`() async throws {
        try await withLeads { world in
            let viewer = world.member(.viewer)
            let failure = await #expect(throws: Failure.self) {
                try await world.leads.drop(LeadDraft(company: "Acme"), by: viewer, trace: TraceID())
            }
            #expect(failure?.code == .forbidden)
            let count = try await world.count("lead")
            #expect(count == 0)
            let shown = try await world.leads.list(LeadQuery(), for: viewer, cursor: nil, limit: 10).page.items
            #expect(shown.isEmpty)
        }
    }

    @Test func `A wrong draft names every field and keeps nothing`() async throws {
        try await withLeads { world in
            let draft = LeadDraft(
                company: " \u{202E} ", website: "ftp://x.example", email: "nobody", phone: String(repeating: "1", count: 61),
                notes: String(repeating: "n", count: 10_001), projectId: "7")
            let failure = await #expect(throws: Failure.self) { try await world.leads.drop(draft, by: world.owner, trace: TraceID()) }
            #expect(failure?.code == .invalidRequest)
            #expect(failure?.fields.map(\.pointer) == ["/company", "/website", "/email", "/projectId", "/phone", "/notes"])
            for table in ["lead", "job", "event"] {
                let count = try await world.count(table)
                #expect(count == 0)
            }
        }
    }

    @Test func `A project of another workspace is no place for a lead`() async throws {
        try await withLeads { world in
            let theirs = try await world.leads.drop(LeadDraft(company: "Theirs"), by: world.stranger, trace: TraceID())
            let failure = await #expect(throws: Failure.self) {
                try await world.leads.drop(
                    LeadDraft(company: "Mine", projectId: theirs.projectId.description), by: world.owner, trace: TraceID())
            }
            #expect(failure?.fields.first?.pointer == "/projectId")
        }
    }

    @Test func `Another workspace's lead is not there`() async throws {
        try await withLeads { world in
            let theirs = try await world.leads.drop(LeadDraft(company: "Theirs"), by: world.stranger, trace: TraceID())
            for attempt in [Attempt.look, .again] {
                let failure = await #expect(throws: Failure.self) {
                    switch attempt {
                    case .look: _ = try await world.leads.warRoom(theirs.id, for: world.owner)
                    case .again: _ = try await world.leads.analyzeAgain(theirs.id, by: world.owner, trace: TraceID())
                    }
                }
                #expect(failure?.code == .notFound)
            }
            #expect(try await world.leads.list(LeadQuery(), for: world.owner, cursor: nil, limit: 10).page.items.isEmpty)
        }
    }

    private enum Attempt { case look, again }

    @Test func `A drop keeps lead, job and event together`() async throws {
        try await withLeads { world in
            let draft = LeadDraft(company: "  Élan\n Vert ", website: "https://WWW.Elan-Vert.example/fr", email: " Ana@Elan.example ")
            let lead = try await world.leads.drop(draft, by: world.owner, trace: TraceID())
            #expect(lead.company == "Élan Vert")
            #expect(lead.domain == "elan-vert.example")
            #expect(lead.email == "Ana@Elan.example")
            #expect(lead.status == .new)
            #expect(lead.version == 1)
            let room = try await world.leads.warRoom(lead.id, for: world.owner)
            #expect(room.jobs.map(\.kind) == ["analyze_lead"])
            #expect(room.analysis == nil)
            #expect(room.position.seq == 1)
            #expect(try await world.count("lead") == 1)
        }
    }

    @Test func `One key drops one lead, however many send it at once`() async throws {
        try await withLeads { world in
            let key = try IdempotencyKey("only-once")
            let leads = try await withThrowingTaskGroup(of: Lead.self) { group in
                for _ in 0..<50 {
                    group.addTask { try await world.leads.drop(LeadDraft(company: "Acme"), by: world.owner, key: key, trace: TraceID()) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            // As the callers see them: on the wire a moment has milliseconds.
            #expect(Set(leads.map { JSONWriter.bytes(of: $0) }).count == 1)
            #expect(try await world.count("lead") == 1)
            #expect(try await world.count("job") == 1)
        }
    }

    @Test func `A key used for another draft is refused, and another person's same key is their own`() async throws {
        try await withLeads { world in
            let key = try IdempotencyKey("a-key")
            _ = try await world.leads.drop(LeadDraft(company: "Acme"), by: world.owner, key: key, trace: TraceID())
            let failure = await #expect(throws: Failure.self) {
                try await world.leads.drop(LeadDraft(company: "Other"), by: world.owner, key: key, trace: TraceID())
            }
            #expect(failure?.code == .idempotencyKeyReused)
            _ = try await world.leads.drop(LeadDraft(company: "Other"), by: world.stranger, key: key, trace: TraceID())
            #expect(try await world.count("lead") == 2)
        }
    }

    @Test(arguments: ["", "a\tb", "é", String(repeating: "k", count: 256), "a\u{7F}"])
    func `A key that is none is refused`(text: String) {
        #expect(throws: Failure.self) { try IdempotencyKey(text) }
    }

    @Test func `A lead that is being analysed is not analysed again`() async throws {
        try await withLeads { world in
            let lead = try await world.leads.drop(LeadDraft(company: "Acme"), by: world.owner, trace: TraceID())
            let failure = await #expect(throws: Failure.self) {
                try await world.leads.analyzeAgain(lead.id, by: world.owner, trace: TraceID())
            }
            #expect(failure?.code == .conflict)
            #expect(try await world.count("job") == 1)
        }
    }

    @Test func `Pages hold every lead once, the newest first, whatever is dropped meanwhile`() async throws {
        try await withLeads { world in
            for number in 0..<7 { _ = try await world.leads.drop(LeadDraft(company: "Lead \(number)"), by: world.owner, trace: TraceID()) }
            var seen: [String] = []
            var cursor: String?
            repeat {
                let page = try await world.leads.list(LeadQuery(), for: world.owner, cursor: cursor, limit: 3).page
                seen += page.items.map(\.company)
                cursor = page.next
                _ = try await world.leads.drop(LeadDraft(company: "Late"), by: world.owner, trace: TraceID())
            } while cursor != nil
            #expect(seen.count == 7)
            #expect(Set(seen).count == 7)
            let failure = await #expect(throws: Failure.self) {
                try await world.leads.list(LeadQuery(), for: world.owner, cursor: "forged", limit: 3)
            }
            #expect(failure?.code == .invalidRequest)
        }
    }

    @Test(arguments: [("elan", 1), ("ÉLAN", 1), ("vert.example", 1), ("100%", 0), ("_", 0), ("nothing", 0)])
    func `A text is found without case and accents, and its signs mean themselves`(text: String, count: Int) async throws {
        try await withLeads { world in
            _ = try await world.leads.drop(LeadDraft(company: "Élan", website: "vert.example"), by: world.owner, trace: TraceID())
            let found = try await world.leads.list(LeadQuery(LeadFilter(text: text)), for: world.owner, cursor: nil, limit: 10).page.items
            #expect(found.count == count)
        }
    }
}
