import Primitives

/// Reads a filter from left to right. Commas in parentheses and in a value that is in quotes do not end a condition.
struct ChangeFilterParser {
    private let table: ChangeTable
    private let text: [UInt8]
    private var position = 0

    init(_ text: String, _ table: ChangeTable) {
        self.text = Array(text.utf8)
        self.table = table
    }

    mutating func conditions() throws(ChangeFault) -> [ChangeCondition] {
        var found: [ChangeCondition] = []
        repeat {
            guard found.count < ChangeFilter.conditionLimit else {
                throw .filter("a filter has at most \(ChangeFilter.conditionLimit) conditions")
            }
            found.append(try condition())
        } while skip(",")
        return found
    }

    private mutating func condition() throws(ChangeFault) -> ChangeCondition {
        let whole = rest
        guard let name = take(through: "=")?.trimmingSpaces(), !name.isEmpty else {
            throw .filter("a condition is written column=op.value, not \(ChangeFault.quote(whole))")
        }
        guard let column = table.position(of: name) else {
            throw .parameters("The table `\(table.name)` has no column \(ChangeFault.quote(name)).")
        }
        var word = try operatorName(after: name)
        let isNegated = word == "not"
        if isNegated { word = try operatorName(after: name) }
        return ChangeCondition(column: column, isNegated: isNegated, test: try test(word, table.columns[column]))
    }

    private mutating func operatorName(after column: String) throws(ChangeFault) -> String {
        guard let word = take(through: ".") else { throw .filter("after \(ChangeFault.quote(column + "=")) comes an operator and a point") }
        return word
    }

    private mutating func test(_ name: String, _ column: ChangeTable.Column) throws(ChangeFault) -> ChangeCondition.Test {
        if let comparison = ChangeCondition.Comparison(rawValue: name) { return .compare(comparison, try cast(try value(), column)) }
        switch name {
        case "in":
            var wanted: [ChangeValue] = []
            for item in try list() { wanted.append(try cast(item, column)) }
            return .oneOf(wanted)
        case "is": return try identity(try value(), column)
        case "isdistinct": return .isDistinct(try cast(try value(), column))
        case "like", "ilike", "match", "imatch":
            guard column.type == .text else { throw .filter("\(name) compares text, and \(column.name) is \(column.type.rawValue)") }
            let pattern = try value()
            return name.hasSuffix("like")
                ? .like(try LikePattern(pattern, ignoresCase: name == "ilike"))
                : .match(try MatchPattern(pattern, ignoresCase: name == "imatch"))
        default: throw .filter("there is no operator \(ChangeFault.quote(name))")
        }
    }

    private func identity(_ word: String, _ column: ChangeTable.Column) throws(ChangeFault) -> ChangeCondition.Test {
        let word = word.trimmingSpaces().lowercased()
        switch (word, column.type) {
        case ("null", _), ("unknown", .bool): return .isNull
        case ("true", .bool): return .isTrue(true)
        case ("false", .bool): return .isTrue(false)
        case ("true", _), ("false", _), ("unknown", _):
            throw .filter("is.\(word) is for bool, and \(column.name) is \(column.type.rawValue)")
        default: throw .filter("after `is.` comes null, true, false or unknown, not \(ChangeFault.quote(word))")
        }
    }

    private func cast(_ text: String, _ column: ChangeTable.Column) throws(ChangeFault) -> ChangeValue {
        guard let value = ChangeValue(text, as: column.type) else {
            throw .filter("\(ChangeFault.quote(text)) is no \(column.type.rawValue), which \(column.name) is")
        }
        return value
    }

    // MARK: Text

    private var rest: String { String(decoding: text[position...], as: UTF8.self) }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < text.count, text[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func skipSpaces() {
        while skip(" ") {}
    }

    /// What stands before the next `end`, which is passed; not beyond a comma.
    private mutating func take(through end: Unicode.Scalar) -> String? {
        guard let stop = text[position...].firstIndex(where: { $0 == UInt8(ascii: end) || $0 == UInt8(ascii: ",") }),
            text[stop] == UInt8(ascii: end)
        else { return nil }
        defer { position = stop + 1 }
        return String(decoding: text[position..<stop], as: UTF8.self)
    }

    /// A value as it stands, up to a comma that is in no parentheses; or one in quotes.
    private mutating func value() throws(ChangeFault) -> String {
        if let quoted = try quoted() {
            skipSpaces()
            guard position == text.count || text[position] == UInt8(ascii: ",") else {
                throw .filter("after a value in quotes comes a comma or nothing, not \(ChangeFault.quote(rest))")
            }
            return quoted
        }
        let start = position
        var depth = 0
        while position < text.count {
            switch text[position] {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth = max(0, depth - 1)
            case UInt8(ascii: ",") where depth == 0: return String(decoding: text[start..<position], as: UTF8.self)
            default: break
            }
            position += 1
        }
        return String(decoding: text[start...], as: UTF8.self)
    }

    /// `(a,b,"c,d")`.
    private mutating func list() throws(ChangeFault) -> [String] {
        guard skip("(") else { throw .filter("after `in.` comes a list in parentheses, not \(ChangeFault.quote(rest))") }
        var items: [String] = []
        skipSpaces()
        if skip(")") { return items }
        while true {
            guard items.count < ChangeFilter.listLimit else { throw .filter("a list has at most \(ChangeFilter.listLimit) values") }
            items.append(try item())
            skipSpaces()
            if skip(",") { continue }
            guard skip(")") else { throw .filter("a list ends with a parenthesis, and its values are parted by commas") }
            skipSpaces()
            guard position == text.count || text[position] == UInt8(ascii: ",") else {
                throw .filter("after a list comes a comma or nothing, not \(ChangeFault.quote(rest))")
            }
            return items
        }
    }

    private mutating func item() throws(ChangeFault) -> String {
        skipSpaces()
        if let quoted = try quoted() { return quoted }
        let start = position
        while position < text.count, text[position] != UInt8(ascii: ","), text[position] != UInt8(ascii: ")") { position += 1 }
        return String(decoding: text[start..<position], as: UTF8.self).trimmingSpaces()
    }

    /// A text in quotes, a backslash making the next character mean itself; `nil` when no quote stands here.
    private mutating func quoted() throws(ChangeFault) -> String? {
        guard skip("\"") else { return nil }
        var content: [UInt8] = []
        while position < text.count {
            if skip("\"") { return String(decoding: content, as: UTF8.self) }
            if skip("\\"), position == text.count { break }
            content.append(text[position])
            position += 1
        }
        throw .filter("a quote is not closed")
    }
}
