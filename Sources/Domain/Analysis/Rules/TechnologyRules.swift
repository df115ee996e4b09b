import CAnalysisRules

/// The products that a salesperson may want to talk about, read from `technologies.rules`.
enum TechnologyRules {
    /// Shorter texts stand on any page.
    static let minimumTraceBytes = 4

    static let all: [TechnologyRule] = {
        do {
            return try parse(text)
        } catch {
            preconditionFailure("technologies.rules is in the binary and was tested: \(error)")
        }
    }()

    static var text: String {
        var count = 0
        let bytes = uprising_technology_rules(&count)
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    /// - Throws: ``RuleFile/Faults`` with every line that can't be taken, and why.
    static func parse(_ text: String) throws(RuleFile.Faults) -> [TechnologyRule] {
        var file = RuleFile(text)
        var rules: [TechnologyRule] = []
        var opened: [RuleFile.Line] = []
        var skipsTraces = false
        for line in file.lines {
            if line.isIndented {
                guard !rules.isEmpty || skipsTraces else {
                    file.refuse(line, "a trace without a product above it")
                    continue
                }
                do throws(Refusal) {
                    let trace = try trace(of: line)
                    guard !skipsTraces else { continue }
                    if rules[rules.endIndex - 1].traces.contains(trace) { throw Refusal("this trace stands there already") }
                    rules[rules.endIndex - 1].traces.append(trace)
                } catch {
                    file.refuse(line, error.reason)
                }
            } else {
                do throws(Refusal) {
                    let rule = try product(of: line)
                    if rules.contains(where: { $0.name == rule.name }) { throw Refusal("\(rule.name) stands there already") }
                    rules.append(rule)
                    opened.append(line)
                    skipsTraces = false
                } catch {
                    file.refuse(line, error.reason)
                    skipsTraces = true
                }
            }
        }
        for (rule, line) in zip(rules, opened) where rule.traces.isEmpty { file.refuse(line, "\(rule.name) has no trace") }
        try file.check()
        return rules
    }

    private struct Refusal: Error {
        let reason: String
        init(_ reason: String) { self.reason = reason }
    }

    private static func product(of line: RuleFile.Line) throws(Refusal) -> TechnologyRule {
        guard let colon = line.text.firstRange(of: ": ") else { throw Refusal("a product is written NAME: CATEGORY") }
        let (name, word) = (String(line.text[..<colon.lowerBound]), String(line.text[colon.upperBound...]))
        guard let category = TechnologyRule.Category(rawValue: word) else {
            let known = TechnologyRule.Category.allCases.map(\.rawValue).joined(separator: ", ")
            throw Refusal("\(word) is no category; one of \(known) is wanted")
        }
        return TechnologyRule(name: name, category: category, traces: [])
    }

    private static func trace(of line: RuleFile.Line) throws(Refusal) -> TechnologyRule.Trace {
        let (word, text) = line.parts
        guard text == text.lowercased() else { throw Refusal("text is compared in lower case, and written so") }
        if word == "header" {
            let parts = text.split(separator: " = ", maxSplits: 1).map(String.init)
            guard let name = parts.first, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) else {
                throw Refusal("a header is written NAME, or NAME = TEXT")
            }
            return .header(name, parts.count > 1 ? parts[1] : "")
        }
        guard text.utf8.count >= minimumTraceBytes else { throw Refusal("a text of \(minimumTraceBytes) bytes or more is wanted") }
        switch word {
        case "generator": return .generator(text)
        case "resource": return .resource(text)
        case "markup": return .markup(text)
        case "link": return .link(text)
        default: throw Refusal("\(word) is no kind of trace; one of generator, resource, markup, link, header is wanted")
        }
    }
}
