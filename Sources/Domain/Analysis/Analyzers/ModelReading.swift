import Primitives

/// What a model made of the facts: statements, each with the facts that prove it. Others are left out and counted.
struct ModelReading {
    static let maximumClaims = 6
    static let maximumOpenings = 4
    private static let maximumCharacters = 300
    /// A statement that rests on more rests on none.
    private static let maximumEvidence = 8
    /// Digits in a row, separators left out; shorter ones are years and prices.
    private static let shortestNumber = 9

    private struct Statement {
        let text: String
        let evidence: [Analysis.Fact]
    }

    private var claims: [Statement] = []
    private var openings: [Statement] = []
    private(set) var leftOut = 0

    /// - Throws: ``AnalysisFailure`` `analyzerBadAnswer` for an answer that has not the form asked for, or holds nothing that is proven.
    init(_ content: String, facts: [Analysis.Fact]) throws(AnalysisFailure) {
        let root = try AnswerReader(Array(content.utf8))
        claims = try statements(root, "claims", upTo: Self.maximumClaims, facts)
        openings = try statements(root, "openings", upTo: Self.maximumOpenings, facts)
        guard !claims.isEmpty || !openings.isEmpty else { throw root.fault("claims", "nothing that the facts prove") }
    }

    private mutating func statements(
        _ root: AnswerReader, _ name: String, upTo count: Int, _ facts: [Analysis.Fact]
    ) throws(AnalysisFailure) -> [Statement] {
        guard let entries = try root.objects(name, upTo: count) else { throw root.fault(name, "missing") }
        var result: [Statement] = []
        for entry in entries {
            let text = try entry.required("text", upTo: Self.maximumCharacters)
            guard let numbers = try entry.integers("evidence", upTo: Self.maximumEvidence) else { throw entry.fault("evidence", "missing") }
            let cited = numbers.compactMap { facts.indices.contains($0) ? facts[$0] : nil }
            guard !cited.isEmpty, cited.count == numbers.count, Self.isProven(text, by: cited) else {
                leftOut += 1
                continue
            }
            result.append(Statement(text: text, evidence: cited))
        }
        return result
    }

    /// Puts the statements into this node's own analysis. The score stays as it was: it is for people to recompute.
    func enter(_ analysis: inout Analysis, model: String, language: Language) {
        for claim in claims {
            guard let proof = claim.evidence.first else { continue }
            analysis.facts.append(
                Analysis.Fact(
                    kind: .claim, label: Analysis.Fact.Kind.claim.label(in: language), value: claim.text, url: proof.url,
                    snippet: proof.snippet))
        }
        if !openings.isEmpty { analysis.openings = openings.map(\.text) }
        analysis.analyzer = .openai
        analysis.notices.append(
            language(
                "Les constats et les pistes sont du modèle \(model), d’après les faits relevés ; vérifiez-les avant de les utiliser.",
                "Claims and openings are by the model \(model), from the facts found; check them before you use them."))
        if leftOut > 0 {
            analysis.notices.append(
                language(
                    "\(leftOut) phrase\(leftOut > 1 ? "s" : "") du modèle que les faits ne prouvent pas \(leftOut > 1 ? "ont été écartées" : "a été écartée").",
                    "\(leftOut) statement\(leftOut == 1 ? "" : "s") of the model that no fact proves \(leftOut == 1 ? "was" : "were") left out."
                ))
        }
    }

    /// Whether every address and every long number in a text stands in the facts that it cites.
    static func isProven(_ text: String, by facts: [Analysis.Fact]) -> Bool {
        let known = facts.flatMap { [$0.value, $0.snippet, $0.url] }.joined(separator: " ").lowercased()
        let knownDigits = known.filter(\.isASCIIDigit)
        for word in text.lowercased().split(whereSeparator: { $0.isWhitespace || "()[]<>«»“”\"'’,;!?".contains($0) }) {
            let bare = word.drop { ".:".contains($0) }.trimmingEnd { ".:".contains($0) }
            if isAddress(bare), !known.contains(bare) { return false }
        }
        var digits = ""
        for character in text + "\n" {
            if character.isASCIIDigit {
                digits.append(character)
            } else if !" .-/()\u{A0}\u{202F}".contains(character) {
                if digits.count >= shortestNumber, !knownDigits.contains(digits) { return false }
                digits = ""
            }
        }
        return true
    }

    /// "https://a.example", "www.a.example", "a@b.example", "a.example/b" and "a.example".
    private static func isAddress(_ word: Substring) -> Bool {
        if word.contains("://") || word.contains("@") || word.hasPrefix("www.") { return true }
        guard let dot = word.firstIndex(of: "."), dot != word.startIndex else { return false }
        let suffix = word[word.index(after: dot)...].prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "." }
        let last = suffix.split(separator: ".").last ?? ""
        return last.count >= 2 && last.allSatisfy(\.isLetter) && word[..<dot].contains(where: \.isLetter)
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}

extension Substring {
    fileprivate func trimmingEnd(_ isUnwanted: (Character) -> Bool) -> Substring {
        var text = self
        while let last = text.last, isUnwanted(last) { text.removeLast() }
        return text
    }
}
