import Identity
import Primitives
import Testing

@testable import Domain

struct HighlighterTests {
    private func highlights(_ query: String, _ texts: [SearchField: String]) -> [Highlight] {
        Highlighter(SearchQuery(query)).highlights(in: SearchDocument(lead: ID(), workspace: ID(), isInTrash: false, texts: texts))
    }

    private func marked(_ highlight: Highlight) -> [String] {
        highlight.ranges.map { String(decoding: Array(highlight.text.utf16)[$0], as: UTF16.self) }
    }

    @Test func `What was found is marked in every field that has it`() throws {
        let found = highlights(
            "été dup", [.company: "🎉 L’Été des Dupont", .contact: "Zoé\nAna Dupuis", .email: "x@y.example", .tags: "VIP"])
        #expect(found.map(\.field) == [.company, .contact])
        #expect(found.map(\.text) == ["🎉 L’Été des Dupont", "Ana Dupuis"])
        #expect(found.map(marked) == [["Été", "Dupont"], ["Dupuis"]])
    }

    @Test func `Pairs of signs are marked as one, a telephone number as a whole`() {
        #expect(highlights("東京都", [.company: "株式会社東京都"]).map(marked) == [["東京都"]])
        #expect(highlights("0612345678", [.phone: "+33 6 12 34 56 78"]).map(marked) == [["+33 6 12 34 56 78"]])
    }

    @Test func `Of a long text, what stands around the first word found is shown, in whole characters`() throws {
        let text = String(repeating: "👩‍👩‍👧 é ", count: 200) + "Devis signé " + String(repeating: "e\u{301} ", count: 200)
        let found = try #require(highlights("devis", [.notes: text]).first)
        #expect(found.text.utf16.count <= 180)
        #expect(marked(found) == ["Devis"])
        #expect(text.contains(found.text))
    }
}
