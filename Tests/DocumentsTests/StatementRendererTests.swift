import Documents
import Primitives
import Testing

@Suite struct StatementRendererTests {
    private func content(_ language: Language, lines: Int, person: String = "Zoé Müller") -> StatementContent {
        func euros(_ amount: Int64) -> Money { Money(amount, .euro) }
        return StatementContent(
            language: language, person: person, workspaceName: "Atelier", reference: "0199c0de", from: Day(number: 20_000),
            to: Day(number: 20_090),
            sections: [
                StatementContent.Section(
                    opening: euros(-123_456), closing: euros(Int64(lines)),
                    lines: (0..<lines).map { number in
                        StatementContent.Line(
                            day: Day(number: 20_000 + Int64(number % 90)), number: Int64(number),
                            description: "Commission approuvée \(person)",
                            detail: "Société \(number)", reference: "SEPA \(number)", amount: euros(.max - Int64(number)),
                            balance: euros(.min))
                    })
            ])
    }

    @Test func `A statement of more lines than fit says that it goes on`() throws {
        let text = try PopplerTool.text(of: try StatementRenderer.render(content(.english, lines: 6_000)))
        #expect(text.contains("past the number of pages allowed"))
    }

    @Test func `Strings made to break a PDF are printed or left out`() throws {
        for person in ["\0nul", "\u{202E}evil\u{202C}", ") Tj ET endstream", "", String(repeating: "x", count: 10_000), "\u{301}\u{301}"] {
            let bytes = try StatementRenderer.render(content(.french, lines: 2, person: person))
            #expect(!(try PopplerTool.pdfinfo.run(["{}"], on: bytes)).contains("Error"))
        }
    }

    @Test func `The same statement gives the same bytes, in French and in English`() throws {
        for (language, words) in [
            (Language.french, ["Relevé de commissions", "Zoé Müller", "Solde au début", "Solde à la fin", "Du 04/10/2024 au 02/01/2025"]),
            (.english, ["Commission statement", "Zoé Müller", "Opening balance", "Closing balance", "From 2024-10-04 to 2025-01-02"]),
        ] {
            let first = try StatementRenderer.render(content(language, lines: 120))
            #expect(try StatementRenderer.render(content(language, lines: 120)) == first)
            let text = try PopplerTool.text(of: first)
            for word in words { #expect(text.contains(word), "\(word)") }
            #expect(text.contains("Société 119"))
        }
    }

    @Test func `Without anything there is still a statement`() throws {
        let empty = StatementContent(
            language: .english, person: "Ada", workspaceName: "", reference: "", from: .sample, to: .sample, sections: [])
        #expect(try PopplerTool.text(of: try StatementRenderer.render(empty)).contains("No movement, and nothing is owed."))
    }
}
