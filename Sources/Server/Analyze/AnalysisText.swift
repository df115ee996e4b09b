import Domain
import Primitives

/// An analysis as tables for a terminal.
struct AnalysisText {
    /// A value is glanced at here; JSON has it whole.
    private static let maximumCellCharacters = 90

    private let analysis: Analysis
    private let language: Language

    init(_ analysis: Analysis, language: Language) {
        self.analysis = analysis
        self.language = language
    }

    var lines: [String] {
        var lines = ["\(analysis.website.singleLine())", "\(language("Score", "Score")) \(analysis.score.total)/100", ""]
        lines += signals.lines
        if !analysis.facts.isEmpty { lines += [""] + facts.lines }
        lines += list(language("Pistes d’approche", "Openings"), analysis.openings)
        lines += list(language("À noter", "Worth knowing"), analysis.notices)
        lines += list(language("Pages lues", "Pages read"), analysis.pages.map { "\($0.status) \($0.url)" })
        return lines
    }

    private var signals: TextTable {
        var table = TextTable([
            (language("Signal", "Signal"), .left), (language("Points", "Points"), .right), (language("Part", "Weight"), .right),
            (language("Pourquoi", "Why"), .left),
        ])
        for signal in analysis.score.signals {
            table.add([signal.label, String(signal.points), String(signal.weight), Self.cell(signal.note ?? "–")])
        }
        return table
    }

    private var facts: TextTable {
        var table = TextTable([(language("Fait", "Fact"), .left), (language("Valeur", "Value"), .left), (language("Page", "Page"), .left)])
        for fact in analysis.facts { table.add([fact.label, Self.cell(fact.value), fact.url]) }
        return table
    }

    private func list(_ title: String, _ entries: [String]) -> [String] {
        entries.isEmpty ? [] : ["", title] + entries.map { "- \($0.singleLine())" }
    }

    private static func cell(_ text: String) -> String {
        text.count <= maximumCellCharacters ? text : String(text.prefix(maximumCellCharacters - 1)) + "…"
    }
}
