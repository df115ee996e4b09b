import Primitives

/// The facts found so far: no value twice, no kind beyond its limit.
struct FactList {
    private let language: Language
    private(set) var facts: [Analysis.Fact] = []

    /// A longer value is prose, not a fact.
    static let maximumValueCharacters = 300

    init(_ language: Language) {
        self.language = language
    }

    mutating func add(_ kind: Analysis.Fact.Kind, _ value: String, on page: SitePage, snippet: String) {
        add(kind, value, url: page.url, snippet: snippet)
    }

    /// - Parameter label: what the fact is called, where its kind does not say so.
    mutating func add(_ kind: Analysis.Fact.Kind, _ value: String, url: String, snippet: String, label: String? = nil) {
        let value = String(PageText.clean(value).prefix(Self.maximumValueCharacters))
        guard !value.isEmpty, self[kind].count < kind.limit else { return }
        let key = value.lowercased()
        guard !self[kind].contains(where: { $0.value.lowercased() == key }) else { return }
        facts.append(
            Analysis.Fact(kind: kind, label: label ?? kind.label(in: language), value: value, url: url, snippet: PageText.clean(snippet)))
    }

    subscript(kind: Analysis.Fact.Kind) -> [Analysis.Fact] { facts.filter { $0.kind == kind } }

    func first(_ kind: Analysis.Fact.Kind) -> Analysis.Fact? { facts.first { $0.kind == kind } }

    /// By kind in reading order; within a kind as found.
    var sorted: [Analysis.Fact] { Analysis.Fact.Kind.allCases.flatMap { self[$0] } }
}
