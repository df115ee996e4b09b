import Foundation
import Primitives
import Testing

@testable import Domain

@Suite struct AnalysisTests {
    @Test func `A lead without a site holds what was typed, marked as such`() throws {
        let hints = AnalysisHints(
            company: "Atelier Nord", language: .french, contactName: "Inès Barre", email: "ines@atelier-nord.example",
            phone: "01 99 00 12 34")
        let analysis = Analysis.withoutWebsite(hints: hints, now: Timestamp(seconds: 0))
        #expect(analysis.facts.map(\.value) == ["Atelier Nord", "Inès Barre", "ines@atelier-nord.example", "+33199001234"])
        #expect(analysis.facts.allSatisfy { $0.snippet == "Saisi avec le lead" && $0.url.isEmpty })
        #expect(analysis.score.total == 37)
        #expect(analysis.notices.count == 1)
    }

    @Test func `Missing values are null in JSON, not absent`() throws {
        let analysis = Analysis.withoutWebsite(hints: .init(company: "x", language: .english), now: Timestamp(seconds: 0))
        let value = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(analysis))
        #expect(value["language"] == .null)
        #expect(value["score"]?["signals"]?.array?.first?["note"] == .null)
        #expect(value["analyzedAt"]?.string == "1970-01-01T00:00:00.000Z")
    }

    @Test func `The weights add up to one hundred`() {
        let analysis = Analysis.withoutWebsite(hints: .init(company: "x", language: .english), now: Timestamp(seconds: 0))
        #expect(analysis.score.signals.reduce(0) { $0 + $1.weight } == 100)
        #expect(Set(analysis.score.signals.map(\.id)).count == analysis.score.signals.count)
    }

    @Test func `Every failure has a sentence of its own in both languages`() {
        for language in Language.allCases {
            let sentences = AnalysisFailure.Code.allCases.map { AnalysisFailure($0).sentence(in: language) }
            #expect(Set(sentences).count == sentences.count)
        }
    }

    @Test func `Kinds have labels of their own`() {
        for language in Language.allCases {
            #expect(
                Set(Analysis.Fact.Kind.allCases.filter { $0 != .email }.map { $0.label(in: language) }).count == Analysis.Fact.Kind.allCases
                    .count - 1)
        }
    }
}
