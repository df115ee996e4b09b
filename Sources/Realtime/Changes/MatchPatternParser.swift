/// Reads what PostgreSQL's regular expressions and everybody else's have in common: characters, `.`, sets, groups, `|`, `^`, `$`,
/// `* + ? {m,n}`, and `\d \w \s` with their opposites.
struct MatchPatternParser {
    /// Groups within groups; the parser calls itself for each.
    private static let depthLimit = 20
    /// A repeated part is read once for each time; repetitions of repetitions multiply.
    private static let workLimit = 2_000

    private let text: [Unicode.Scalar]
    private var cursor = 0
    private var depth = 0
    private var work = 0
    private var graph = PositionGraph()
    private var positions: [ScalarClass] = []

    init(_ pattern: String) {
        text = Array(pattern.unicodeScalars)
    }

    mutating func parse() throws(ChangeFault) -> (PositionGraph, [ScalarClass]) {
        let whole = try alternatives()
        if cursor < text.count { throw .filter("a parenthesis is closed that was not opened") }
        graph.finish(whole)
        return (graph, positions)
    }

    private mutating func alternatives() throws(ChangeFault) -> PositionGraph.Part {
        var part = try sequence()
        while skip("|") { part = PositionGraph.either(part, try sequence()) }
        return part
    }

    private mutating func sequence() throws(ChangeFault) -> PositionGraph.Part {
        var part = PositionGraph.Part()
        while let next = peek, next != "|", next != ")" { part = graph.sequence(part, try piece()) }
        return part
    }

    /// An atom, as often as the quantifier after it says.
    private mutating func piece() throws(ChangeFault) -> PositionGraph.Part {
        let start = cursor
        var part = try atom()
        guard let (least, most) = try quantifier() else { return part }
        let end = cursor
        // Each time is a part of its own, of which the first has been read.
        if most == nil, least <= 1 {
            part = graph.repeated(part)
            part.isNullable = part.isNullable || least == 0
            return part
        }
        if most == 0 { return PositionGraph.Part() }
        part.isNullable = part.isNullable || least == 0
        for time in 1..<max(least, most ?? least, 1) {
            cursor = start
            var next = try atom()
            if most == nil, time == least - 1 { next = graph.repeated(next) }
            next.isNullable = next.isNullable || time >= least
            part = graph.sequence(part, next)
        }
        cursor = end
        return part
    }

    private mutating func atom() throws(ChangeFault) -> PositionGraph.Part {
        work += 1
        guard work <= Self.workLimit, let scalar = peek else { throw Self.tooLong }
        cursor += 1
        switch scalar {
        case "(": return try group()
        case "[": return try add(set())
        case ".": return try add(.any)
        case "^": return try add(.start)
        case "$": return try add(.end)
        case "\\": return try add(escaped())
        case "*", "+", "?": throw .filter("in a regular expression, \(ChangeFault.quote(String(scalar))) has nothing to repeat")
        default: return try add(.one(scalar))
        }
    }

    private mutating func add(_ scalarClass: ScalarClass) throws(ChangeFault) -> PositionGraph.Part {
        guard positions.count < MatchPattern.positionLimit else { throw Self.tooLong }
        positions.append(scalarClass)
        return PositionGraph.one(positions.count - 1)
    }

    private mutating func group() throws(ChangeFault) -> PositionGraph.Part {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else { throw .filter("a regular expression has at most \(Self.depthLimit) groups in each other") }
        if skip("?"), !skip(":") { throw .filter("of groups with a question mark, there is `(?:` alone") }
        let part = try alternatives()
        guard skip(")") else { throw .filter("in a regular expression, a parenthesis is not closed") }
        return part
    }

    /// How often, at least and at most (`nil`: any number of times).
    private mutating func quantifier() throws(ChangeFault) -> (least: Int, most: Int?)? {
        let found: (Int, Int?)
        switch peek {
        case "*": found = (0, nil)
        case "+": found = (1, nil)
        case "?": found = (0, 1)
        case "{":
            guard let bounds = try bounds() else { return nil }
            found = bounds
            cursor -= 1
        default: return nil
        }
        cursor += 1
        // Whether as much or as little as possible is taken makes no difference to whether it is found.
        _ = skip("?")
        switch peek {
        case "*", "+", "?": throw Self.repeatedRepetition
        case "{": if try bounds() != nil { throw Self.repeatedRepetition }
        default: break
        }
        return found
    }

    /// `{m}`, `{m,}`, `{m,n}`; a brace without a number after it is a brace.
    private mutating func bounds() throws(ChangeFault) -> (Int, Int?)? {
        let start = cursor
        cursor += 1
        guard let least = number() else {
            cursor = start
            return nil
        }
        let most: Int? = skip(",") ? number() : least
        guard skip("}"), least <= MatchPattern.positionLimit, most ?? least <= MatchPattern.positionLimit, least <= most ?? least else {
            throw .filter("a repetition is written {m}, {m,} or {m,n}, of at most \(MatchPattern.positionLimit)")
        }
        return (least, most)
    }

    private mutating func number() -> Int? {
        let start = cursor
        while let digit = peek, ("0"..."9").contains(digit) { cursor += 1 }
        return start == cursor ? nil : Int(String(String.UnicodeScalarView(text[start..<cursor]))) ?? .max
    }

    private mutating func escaped() throws(ChangeFault) -> ScalarClass {
        switch try escape() {
        case .range(let range): .set([.range(range)], isNegated: false)
        case .kind(let kind, let isNegated): .set([.kind(kind, isNegated: isNegated)], isNegated: false)
        }
    }

    private mutating func escape() throws(ChangeFault) -> ScalarClass.Member {
        guard let scalar = peek else { throw .filter("a regular expression does not end with a backslash") }
        cursor += 1
        switch scalar {
        case "d": return .kind(.digit, isNegated: false)
        case "D": return .kind(.digit, isNegated: true)
        case "w": return .kind(.word, isNegated: false)
        case "W": return .kind(.word, isNegated: true)
        case "s": return .kind(.space, isNegated: false)
        case "S": return .kind(.space, isNegated: true)
        case "n": return Self.member("\n")
        case "r": return Self.member("\r")
        case "t": return Self.member("\t")
        case _ where ScalarClass.Kind.alnum.contains(scalar):
            throw .filter("in a regular expression, \(ChangeFault.quote("\\\(scalar)")) is not to be had")
        default: return Self.member(scalar)
        }
    }

    /// After the opening bracket.
    private mutating func set() throws(ChangeFault) -> ScalarClass {
        let isNegated = skip("^")
        var members: [ScalarClass.Member] = []
        // A closing bracket that comes first means itself.
        if skip("]") { members.append(Self.member("]")) }
        while !skip("]") {
            guard let scalar = peek else { throw .filter("in a regular expression, a bracket is not closed") }
            cursor += 1
            var member = Self.member(scalar)
            if scalar == "\\" { member = try escape() }
            if scalar == "[" {
                if let kind = try namedKind() { member = .kind(kind, isNegated: false) }
            } else if peek == "-", cursor + 1 < text.count, text[cursor + 1] != "]" {
                cursor += 1
                member = try range(from: member)
            }
            members.append(member)
        }
        return .set(members, isNegated: isNegated)
    }

    /// After `first-`.
    private mutating func range(from first: ScalarClass.Member) throws(ChangeFault) -> ScalarClass.Member {
        guard let scalar = peek else { throw .filter("in a regular expression, a bracket is not closed") }
        cursor += 1
        let last = scalar == "\\" ? try escape() : Self.member(scalar)
        guard case .range(let low) = first, case .range(let high) = last, low.lowerBound <= high.upperBound else {
            throw .filter("in a regular expression, a range goes from a character to a later one")
        }
        return .range(low.lowerBound...high.upperBound)
    }

    /// `[:name:]` within brackets, the first bracket read.
    private mutating func namedKind() throws(ChangeFault) -> ScalarClass.Kind? {
        guard peek == ":" else { return nil }
        guard let end = text[(cursor + 1)...].firstIndex(of: ":"), end + 1 < text.count, text[end + 1] == "]",
            let kind = ScalarClass.Kind(rawValue: String(String.UnicodeScalarView(text[(cursor + 1)..<end]))), kind != .word
        else { throw .filter("in a regular expression, a set in brackets has no such name") }
        cursor = end + 2
        return kind
    }

    // MARK: Text

    private static let tooLong = ChangeFault.filter(
        "a regular expression names at most \(MatchPattern.positionLimit) characters, repetitions counted")

    private static let repeatedRepetition = ChangeFault.filter("in a regular expression, a repetition is repeated")

    private static func member(_ scalar: Unicode.Scalar) -> ScalarClass.Member {
        .range(scalar.value...scalar.value)
    }

    private var peek: Unicode.Scalar? { cursor < text.count ? text[cursor] : nil }

    private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        cursor += 1
        return true
    }
}
