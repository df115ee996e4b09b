import DataStore
import Primitives

/// One row as one line of JSON, and back.
struct PortableLine {
    let columns: [PortableColumn]
    private let names: [[UInt8]]
    private let places: [String: Int]

    init(_ columns: [PortableColumn]) {
        self.columns = columns
        names = columns.map { Array("\"\($0.name)\":".utf8) }
        places = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1.name, $0) })
    }

    /// Writes a line with its end behind what is there.
    ///
    /// - Parameter values: of the columns, in their order.
    func append(_ values: [SQLValue], to text: inout [UInt8]) {
        for (position, value) in values.enumerated() {
            text.append(UInt8(ascii: position == 0 ? "{" : ","))
            text += names[position]
            append(value, columns[position].form, to: &text)
        }
        text.append(UInt8(ascii: "}"))
        text.append(UInt8(ascii: "\n"))
    }

    /// The values of the columns, in their order; what the line leaves out is null.
    ///
    /// - Throws: ``JSONLineFault``.
    func values(of line: ArraySlice<UInt8>) throws(JSONLineFault) -> [SQLValue] {
        var values = [SQLValue](repeating: .null, count: columns.count)
        var seen = [Bool](repeating: false, count: columns.count)
        var reader = JSONLineReader(line)
        // Members come in the order of the columns, unless others wrote them.
        var expected = 0
        while let (name, value) = try reader.member(expecting: expected < names.count ? names[expected] : []) {
            var place = expected
            if let name {
                guard let known = places[name] else { throw JSONLineFault("it has a member \(name), which is not known here") }
                place = known
            }
            guard !seen[place] else { throw JSONLineFault("it has the member \(columns[place].name) twice") }
            seen[place] = true
            values[place] = try Self.value(value, columns[place])
            expected = place + 1
        }
        return values
    }

    private func append(_ value: SQLValue, _ form: PortableColumn.Form, to line: inout [UInt8]) {
        switch value {
        case .null: line += "null".utf8
        case .integer(let integer):
            switch form {
            case .moment: Self.quote(Self.text(of: Timestamp(microseconds: integer)), to: &line)
            case .day: Self.quote(Day(number: integer).description, to: &line)
            default: line += String(integer).utf8
            }
        case .real(let real): line += "\(real)".utf8
        case .text(let text):
            if form == .json, JSONLineReader.isObjectOrArray(text) { line += text.utf8 } else { Self.quote(text, to: &line) }
        case .blob(let bytes): Self.quote(Hex.encode(bytes), to: &line)
        case .id(let high, let low):
            line.append(UInt8(ascii: "\""))
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: ID<PortableLine>.textLength) { text in
                ID<PortableLine>(high: high, low: low).writeText(to: text)
                line += text
            }
            line.append(UInt8(ascii: "\""))
        }
    }

    private static func value(_ value: JSONLineReader.Value, _ column: PortableColumn) throws(JSONLineFault) -> SQLValue {
        let refusal = JSONLineFault("its \(column.name) is not \(words[column.form] ?? "")")
        switch (value, column.form) {
        case (.null, _): return .null
        case (.text(let text), .text), (.text(let text), .json): return .text(text)
        case (.nested(let text), .json): return .text(text)
        case (.integer(let integer), .integer): return .integer(integer)
        case (.integer(let integer), .number): return .real(Double(integer))
        case (.real(let real), .number): return .real(real)
        case (.text(let text), .moment):
            guard let moment = Timestamp(text) else { throw refusal }
            return .integer(moment.microseconds)
        case (.text(let text), .day):
            guard let day = Day(text) else { throw refusal }
            return .integer(day.number)
        case (.text(let text), .bytes):
            guard let bytes = Hex.decode(text) else { throw refusal }
            return .blob(bytes)
        default: throw refusal
        }
    }

    private static let words: [PortableColumn.Form: String] = [
        .text: "a text", .integer: "a whole number", .number: "a number", .moment: "a moment", .day: "a day", .json: "JSON",
        .bytes: "hexadecimal",
    ]

    /// To the microsecond, where the wire has milliseconds: what comes back is what was there.
    private static func text(of moment: Timestamp) -> String {
        let rest = ((moment.microseconds % 1_000) + 1_000) % 1_000
        let digits = String(rest)
        let whole = Timestamp(microseconds: moment.microseconds - rest).description
        return whole.dropLast() + String(repeating: "0", count: 3 - digits.count) + digits + "Z"
    }

    static func quote(_ text: String, to line: inout [UInt8]) {
        line.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { bytes in
            var rest = bytes[...]
            // Texts are mostly without such signs, and go over in one piece.
            while let place = rest.firstIndex(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") || $0 == 0x7F }) {
                line += rest[..<place]
                escape(rest[place], to: &line)
                rest = rest[(place + 1)...]
            }
            line += rest
        }
        line.append(UInt8(ascii: "\""))
    }

    private static func escape(_ byte: UInt8, to line: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\""): line += #"\""#.utf8
        case UInt8(ascii: "\\"): line += #"\\"#.utf8
        case 0x0A: line += #"\n"#.utf8
        default: line += "\\u00\(Hex.encode([byte]))".utf8
        }
    }
}
