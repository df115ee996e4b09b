import FoundationEssentials
import Primitives

/// What a team's own service answers, checked member by member: nothing unknown, unbounded or unproven becomes an analysis.
enum AnalysisAnswer {
    private enum Limit {
        static let facts = 200
        static let signals = 30
        static let openings = 10
        static let pages = 50
        static let notices = 20
        static let sentence = 500
        static let label = 60
    }

    /// - Throws: ``AnalysisFailure`` `analyzerBadAnswer`, which names the first member that is wrong.
    static func read(_ body: [UInt8], for order: AnalysisOrder) throws(AnalysisFailure) -> Analysis {
        let root = try AnswerReader(body)
        let language = order.hints.language
        let website = try root.text("website", upTo: WebAddress.maximumBytes)
        if let website, !website.isEmpty, WebAddress(website) == nil { throw root.fault("website", "no http or https address") }
        var facts = FactList(language)
        for entry in try root.objects("facts", upTo: Limit.facts) ?? [] { try add(entry, to: &facts) }
        let shown = website ?? order.website?.url ?? ""
        return Analysis(
            analyzedAt: order.now, website: shown, language: try siteLanguage(root), facts: facts.sorted,
            score: try score(root) ?? ownScore(of: facts, website: shown, language: language, now: order.now),
            openings: try root.texts("openings", upTo: Limit.openings, length: Limit.sentence) ?? [],
            pages: try (root.objects("pages", upTo: Limit.pages) ?? []).map(page),
            notices: try root.texts("notices", upTo: Limit.notices, length: Limit.sentence) ?? [], analyzer: .http)
    }

    private static func add(_ entry: AnswerReader, to facts: inout FactList) throws(AnalysisFailure) {
        let name = try entry.required("kind", upTo: Limit.label)
        guard let kind = Analysis.Fact.Kind(rawValue: name), kind != .claim else { throw entry.fault("kind", "no kind of fact: \(name)") }
        let label = try entry.text("label", upTo: Limit.label)
        if kind == .other, label?.isEmpty ?? true { throw entry.fault("label", "missing, which a fact of kind other needs") }
        let value = try entry.required("value", upTo: FactList.maximumValueCharacters)
        guard value.isValid(as: kind) else { throw entry.fault("value", "the check digits are wrong") }
        let url = try entry.text("url", upTo: WebAddress.maximumBytes) ?? ""
        if !url.isEmpty, WebAddress(url) == nil { throw entry.fault("url", "no http or https address") }
        let snippet = try entry.required("snippet", upTo: PageText.maximumSnippetCharacters)
        facts.add(kind, value, url: url, snippet: snippet, label: kind == .other ? label : nil)
    }

    private static func siteLanguage(_ root: AnswerReader) throws(AnalysisFailure) -> String? {
        guard let language = try root.text("language", upTo: 3) else { return nil }
        guard (2...3).contains(language.utf8.count), language.utf8.allSatisfy({ (97...122).contains($0) }) else {
            throw root.fault("language", "no language subtag of two or three small letters")
        }
        return language
    }

    private static func score(_ root: AnswerReader) throws(AnalysisFailure) -> Analysis.Score? {
        guard let score = try root.object("score") else { return nil }
        var signals: [Analysis.Signal] = []
        for entry in try score.objects("signals", upTo: Limit.signals) ?? [] {
            let weight = try entry.integer("weight", in: 1...ScoreRules.total)
            let points = try entry.integer("points", in: 0...weight)
            signals.append(
                Analysis.Signal(
                    id: try entry.required("id", upTo: Limit.label), label: try entry.required("label", upTo: Limit.label),
                    found: points > 0, weight: weight, points: points, note: try entry.text("note", upTo: Limit.sentence)))
        }
        guard !signals.isEmpty else { throw score.fault("signals", "missing") }
        guard Set(signals.map(\.id)).count == signals.count else { throw score.fault("signals", "two have the same id") }
        guard signals.reduce(0, { $0 + $1.points }) <= ScoreRules.total else { throw score.fault("signals", "more than 100 points in all") }
        return Analysis.Score(signals)
    }

    /// A service that only finds facts is scored by the node's own rules.
    private static func ownScore(of facts: FactList, website: String, language: Language, now: Timestamp) -> Analysis.Score {
        ScoreCard.score(
            facts, latestUpdate: facts.first(.lastUpdate).flatMap { FreshnessFinder.Moment(written: $0.value) },
            isSecure: website.hasPrefix("https://"), language: language, now: now)
    }

    private static func page(_ entry: AnswerReader) throws(AnalysisFailure) -> Analysis.PageVisit {
        let url = try entry.required("url", upTo: WebAddress.maximumBytes)
        guard WebAddress(url) != nil else { throw entry.fault("url", "no http or https address") }
        return Analysis.PageVisit(
            url: url, status: try entry.integer("status", in: 100...599), bytes: try entry.integer("bytes", in: 0...1_000_000_000),
            title: try entry.text("title", upTo: 300))
    }
}

extension String {
    /// Company numbers have to be right whoever found them.
    fileprivate func isValid(as kind: Analysis.Fact.Kind) -> Bool {
        switch kind {
        case .siren: CompanyNumber.isSIREN(self)
        case .siret: CompanyNumber.isSIRET(self)
        case .vat: VATNumber.isValid(self)
        default: true
        }
    }
}
