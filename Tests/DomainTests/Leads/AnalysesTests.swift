import DataStore
import Identity
import JobQueue
import Primitives
import Testing

@testable import Domain

struct AnalysesTests {
    private func add(_ count: Int, to lead: Lead, in world: LeadWorld) async throws {
        try await world.store.write { tx in
            for number in 0..<count {
                var analysis = Analysis.withoutWebsite(hints: .init(company: "x", language: .english), now: Timestamp(seconds: 0))
                analysis.score.total = number % 100
                analysis.analyzer = number.isMultiple(of: 2) ? .builtin : .openai
                try AnalysisRows.insert(
                    analysis, of: lead.id, at: Timestamp(seconds: Int64(number)), keeping: Analyses.keptVersions, in: tx)
            }
        }
    }

    @Test func `Another workspace's analyses are not there, nor those of another lead`() async throws {
        try await withLeads { world in
            let analyses = Analyses(store: world.store)
            let theirs = try await world.leads.drop(LeadDraft(company: "Theirs"), by: world.stranger, trace: TraceID())
            let mine = try await world.leads.drop(LeadDraft(company: "Mine"), by: world.owner, trace: TraceID())
            try await add(1, to: theirs, in: world)
            let version = try #require(try await analyses.versions(of: theirs.id, for: world.stranger).first)
            for lead in [theirs.id, mine.id, ID<Lead>()] {
                let failure = await #expect(throws: Failure.self) {
                    try await analyses.version(version.id, of: lead, for: world.owner)
                }
                #expect(failure?.code == .notFound)
            }
            let failure = await #expect(throws: Failure.self) { try await analyses.versions(of: theirs.id, for: world.owner) }
            #expect(failure?.code == .notFound)
            #expect(try await analyses.versions(of: mine.id, for: world.owner).isEmpty)
        }
    }

    @Test func `Earlier analyses are kept, the newest first, and no more than the bound`() async throws {
        try await withLeads { world in
            let analyses = Analyses(store: world.store)
            let lead = try await world.leads.drop(LeadDraft(company: "Mine"), by: world.owner, trace: TraceID())
            try await add(3, to: lead, in: world)
            let versions = try await analyses.versions(of: lead.id, for: world.owner)
            #expect(versions.map(\.score) == [2, 1, 0])
            #expect(versions.map(\.analyzer) == [.builtin, .openai, .builtin])
            let whole = try await analyses.version(versions[1].id, of: lead.id, for: world.owner)
            var json = JSONWriter()
            whole.write(to: &json)
            #expect(String(decoding: json.bytes, as: UTF8.self).contains("\"analysis\":{\"analyzedAt\":"))
            try await add(Analyses.keptVersions + 5, to: lead, in: world)
            #expect(try await world.count("analysis") == Analyses.keptVersions)
        }
    }

    @Test func `Analyses of one site share a key, whatever the workspace, and those without a site have none`() async throws {
        try await withLeads { world in
            for (principal, website) in [(world.owner, "https://www.a.example/x"), (world.stranger, "a.example"), (world.owner, nil)] {
                _ = try await world.leads.drop(LeadDraft(company: "A", website: website), by: principal, trace: TraceID())
            }
            let keys = try await world.store.read { tx in
                try tx.rows("SELECT limit_key, key_concurrency FROM job WHERE kind = 'analyze_lead' ORDER BY id").map { row in
                    let (key, limit): (String?, Int?) = (try row["limit_key"], try row["key_concurrency"])
                    return "\(key ?? "-") \(limit ?? 0)"
                }
            }
            #expect(keys.sorted() == ["- 0", "node site a.example 2", "node site a.example 2"])
        }
    }
}
