import CAnalysisRules

/// The signals of the score in the order in which they are shown, read from `score.rules`.
enum ScoreRules {
    /// What the weights of all signals add up to, so that a score reads as a percentage.
    static let total = 100

    static let all: [ScoreRule] = {
        do {
            return try parse(text)
        } catch {
            preconditionFailure("score.rules is in the binary and was tested: \(error)")
        }
    }()

    static var text: String {
        var count = 0
        let bytes = uprising_score_rules(&count)
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    /// - Throws: ``RuleFile/Faults`` with every line that can't be taken, and why.
    static func parse(_ text: String) throws(RuleFile.Faults) -> [ScoreRule] {
        var file = RuleFile(text)
        var rules: [ScoreRule] = []
        var opened: [RuleFile.Line] = []
        var isKnown = false
        for line in file.lines {
            do throws(Refusal) {
                if line.isIndented {
                    guard isKnown || !opened.isEmpty || !rules.isEmpty else { throw Refusal("a line without a signal above it") }
                    if isKnown { try read(line, into: &rules[rules.endIndex - 1]) }
                } else {
                    isKnown = false
                    let rule = try signal(of: line)
                    if rules.contains(where: { $0.id == rule.id }) { throw Refusal("\(rule.id) stands there already") }
                    rules.append(rule)
                    opened.append(line)
                    isKnown = true
                }
            } catch {
                file.refuse(line, error.reason)
            }
        }
        for (rule, line) in zip(rules, opened) {
            if rule.french.isEmpty || rule.english.isEmpty { file.refuse(line, "\(rule.id) needs a name in fr and in en") }
            if !rule.steps.contains(where: { $0.points == rule.weight }) { file.refuse(line, "\(rule.id) can't bring its weight") }
        }
        let sum = rules.reduce(0) { $0 + $1.weight }
        if sum != total { file.refuse("the weights add up to \(sum), not \(total)") }
        try file.check()
        return rules
    }

    private struct Refusal: Error {
        let reason: String
        init(_ reason: String) { self.reason = reason }
    }

    private static func signal(of line: RuleFile.Line) throws(Refusal) -> ScoreRule {
        let words = line.text.split(separator: " ").map(String.init)
        guard words.count == 3, words[0] == "signal", let weight = Int(words[2]), (1...total).contains(weight),
            words[1].allSatisfy({ $0.isLowercase || $0 == "_" })
        else { throw Refusal("a signal is written: signal ID WEIGHT") }
        return ScoreRule(id: words[1], weight: weight)
    }

    private static func read(_ line: RuleFile.Line, into rule: inout ScoreRule) throws(Refusal) {
        let (word, rest) = line.parts
        switch word {
        case "fr": rule.french = rest
        case "en": rule.english = rest
        default:
            guard let points = Int(word), (1...rule.weight).contains(points) else {
                throw Refusal("1 to \(rule.weight) points are wanted, or fr, or en")
            }
            rule.steps.append(ScoreRule.Step(points: points, condition: try condition(rest)))
        }
    }

    private static func condition(_ text: String) throws(Refusal) -> ScoreRule.Condition {
        let words = text.split(separator: " ").map(String.init)
        let number = words.last.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        switch (words.first ?? "", words.count) {
        case ("fact", 2): return .fact(try kind(words[1]))
        case ("facts", 3):
            guard let number else { break }
            return .facts(try kind(words[1]), atLeast: number)
        case ("valid", 2):
            let kind = try kind(words[1])
            guard [.siren, .siret, .vat].contains(kind) else { throw Refusal("\(words[1]) has no check digits") }
            return .validNumber(kind)
        case ("updated", 3) where words[1] == "within":
            if let number { return .updated(withinDays: number) }
        case ("dated", 3) where words[1] == "within":
            if let number { return .dated(withinYears: number) }
        case ("secure", 1): return .secure
        default:
            switch text {
            case "own email": return .ownEmail
            case "free email": return .freeEmail
            case "online booking": return .onlineBooking
            default: break
            }
        }
        throw Refusal("“\(text)” is no condition")
    }

    private static func kind(_ word: String) throws(Refusal) -> Analysis.Fact.Kind {
        guard let kind = Analysis.Fact.Kind(rawValue: word) else { throw Refusal("\(word) is no kind of fact") }
        return kind
    }
}
