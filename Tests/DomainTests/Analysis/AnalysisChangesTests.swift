import Foundation
import Primitives
import Testing

@testable import Domain

@Suite struct AnalysisChangesTests {
    private func analysis(_ facts: [(Analysis.Fact.Kind, String)], at seconds: Int64 = 0) -> Analysis {
        var analysis = Analysis.withoutWebsite(hints: .init(company: "x", language: .english), now: Timestamp(seconds: seconds))
        analysis.facts = facts.map { .init(kind: $0, label: $0.label(in: .english), value: $1, url: "https://a.example/", snippet: "…") }
        return analysis
    }

    @Test func `Order, case and evidence are no change`() {
        let before = analysis([(.email, "A@b.example"), (.email, "c@d.example"), (.siren, "012876546")])
        var after = analysis([(.siren, "012876546"), (.email, "c@d.example"), (.email, "a@b.example")], at: 60)
        after.facts[0].snippet = "elsewhere"
        let changes = after.changes(since: before)
        #expect(changes.added.isEmpty && changes.removed.isEmpty && changes.changed.isEmpty)
        #expect(changes.since == Timestamp(seconds: 0))
    }

    @Test func `What came, what went and what became another`() {
        let before = analysis([(.email, "a@b.example"), (.lastUpdate, "2024"), (.legalForm, "SARL")])
        var after = analysis([(.email, "c@d.example"), (.lastUpdate, "2026-01-02"), (.hiring, "Hiring")])
        after.score.total = 42
        let changes = after.changes(since: before)
        #expect(changes.added.map(\.value) == ["c@d.example", "Hiring"])
        #expect(changes.removed.map(\.value) == ["a@b.example", "SARL"])
        #expect(changes.changed == [.init(kind: .lastUpdate, label: "Last update", before: "2024", after: "2026-01-02")])
        #expect(changes.score == .init(before: before.score.total, after: 42))
    }

    @Test func `The first analysis says null, and what is kept is read back`() throws {
        var analysis = analysis([(.email, "a@b.example")])
        let value = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(analysis))
        #expect(value["changes"] == .null)
        #expect(value["analyzer"] == "builtin")
        analysis.changes = analysis.changes(since: self.analysis([]))
        #expect(try JSONDecoder().decode(Analysis.self, from: JSONEncoder().encode(analysis)) == analysis)
    }
}
