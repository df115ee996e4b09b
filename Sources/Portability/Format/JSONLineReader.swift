/// What is wrong with a line, in words that go behind its number.
struct JSONLineFault: Error {
    let message: String

    init(_ message: String) { self.message = message }
}

/// Reads one JSON object (RFC 8259) and no more; what is nested in it stays the text that it is.
///
/// Foundation's decoder makes a tree of boxes of each line, which is most of the time of an import.
struct JSONLineReader {
    enum Value {
        case null
        case integer(Int64)
        case real(Double)
        case text(String)
        /// An object or array, as it stands; a truth value, too.
        case nested(String)
    }

    /// Deeper than any JSON that the product keeps.
    private static let depthLimit = 64

    private let bytes: ArraySlice<UInt8>
    private var place: Int
    private var isBegun = false

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        place = bytes.startIndex
    }

    /// Whether a text is a whole object or array on one line.
    static func isObjectOrArray(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "["), !bytes.contains(where: { $0 < 0x20 })
        else {
            return false
        }
        var reader = JSONLineReader(bytes[...])
        do {
            try reader.skipValue(depth: 0)
            return reader.place == bytes.endIndex
        } catch {
            return false
        }
    }

    /// The next member; `nil` at the end of the object, behind which nothing may stand.
    ///
    /// - Parameter expected: the name that most likely comes, as this program writes it: with quotation marks and colon.
    /// - Returns: no name where it is the expected one.
    mutating func member(expecting expected: [UInt8]) throws(JSONLineFault) -> (name: String?, value: Value)? {
        let isFirst = !isBegun
        if isFirst {
            isBegun = true
            try expect("{")
        }
        skipSpaces()
        if next == UInt8(ascii: "}") {
            place += 1
            skipSpaces()
            guard place == bytes.endIndex else { throw Self.malformed }
            return nil
        }
        if !isFirst { try expect(",") }
        if !expected.isEmpty, bytes[place...].starts(with: expected) {
            place += expected.count
            return (nil, try value())
        }
        let name = try string()
        try expect(":")
        return (name, try value())
    }

    private static let malformed = JSONLineFault("it is no JSON object")

    private var next: UInt8? { place < bytes.endIndex ? bytes[place] : nil }

    private mutating func skipSpaces() {
        while let byte = next, byte == 0x20 || byte == 0x09 { place += 1 }
    }

    private mutating func expect(_ mark: Unicode.Scalar) throws(JSONLineFault) {
        skipSpaces()
        guard next == UInt8(ascii: mark) else { throw Self.malformed }
        place += 1
    }

    private mutating func value() throws(JSONLineFault) -> Value {
        skipSpaces()
        let start = place
        switch next {
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "n"):
            try literal("null")
            return .null
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "t"), UInt8(ascii: "f"):
            try skipValue(depth: 0)
            guard let text = String(validating: bytes[start..<place], as: UTF8.self) else { throw Self.malformed }
            return .nested(text)
        default:
            try skipNumber()
            let text = String(decoding: bytes[start..<place], as: UTF8.self)
            if let integer = Int64(text) { return .integer(integer) }
            guard let real = Double(text) else { throw Self.malformed }
            return .real(real)
        }
    }

    private mutating func skipValue(depth: Int) throws(JSONLineFault) {
        guard depth < Self.depthLimit else { throw JSONLineFault("it is nested too deeply") }
        skipSpaces()
        switch next {
        case UInt8(ascii: "{"), UInt8(ascii: "["): try skipList(isObject: next == UInt8(ascii: "{"), depth: depth)
        case UInt8(ascii: "\""): try skipString()
        case UInt8(ascii: "t"): try literal("true")
        case UInt8(ascii: "f"): try literal("false")
        case UInt8(ascii: "n"): try literal("null")
        default: try skipNumber()
        }
    }

    private mutating func skipList(isObject: Bool, depth: Int) throws(JSONLineFault) {
        place += 1
        let end = UInt8(ascii: isObject ? "}" : "]")
        skipSpaces()
        if next == end {
            place += 1
            return
        }
        while true {
            skipSpaces()
            if isObject {
                try skipString()
                try expect(":")
            }
            try skipValue(depth: depth + 1)
            skipSpaces()
            guard next == UInt8(ascii: ",") else { break }
            place += 1
        }
        guard next == end else { throw Self.malformed }
        place += 1
    }

    private mutating func literal(_ word: StaticString) throws(JSONLineFault) {
        let isNext = word.withUTF8Buffer { bytes[place...].starts(with: $0) }
        guard isNext else { throw Self.malformed }
        place += word.utf8CodeUnitCount
    }

    private mutating func skipNumber() throws(JSONLineFault) {
        let start = place
        while let byte = next, (48...57).contains(byte) || "+-.eE".utf8.contains(byte) { place += 1 }
        guard place > start else { throw Self.malformed }
    }

    private mutating func skipString() throws(JSONLineFault) {
        guard next == UInt8(ascii: "\"") else { throw Self.malformed }
        place += 1
        while let byte = next {
            place += 1
            if byte == UInt8(ascii: "\"") { return }
            guard byte >= 0x20 else { throw Self.malformed }
            if byte == UInt8(ascii: "\\") { place += 1 }
        }
        throw Self.malformed
    }

    private mutating func string() throws(JSONLineFault) -> String {
        skipSpaces()
        let start = place + 1
        try skipString()
        guard place <= bytes.endIndex else { throw Self.malformed }
        let content = bytes[start..<place - 1]
        guard content.contains(UInt8(ascii: "\\")) else {
            guard let text = String(validating: content, as: UTF8.self) else { throw JSONLineFault("it is not UTF-8") }
            return text
        }
        return try Self.unescaped(content)
    }

    private static func unescaped(_ content: ArraySlice<UInt8>) throws(JSONLineFault) -> String {
        var text: [UInt8] = []
        var rest = content
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\") else {
                text.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "n"): text.append(0x0A)
            case UInt8(ascii: "r"): text.append(0x0D)
            case UInt8(ascii: "t"): text.append(0x09)
            case UInt8(ascii: "b"): text.append(0x08)
            case UInt8(ascii: "f"): text.append(0x0C)
            case UInt8(ascii: "u"): text += String(try scalar(&rest)).utf8
            case let other? where "\"\\/".utf8.contains(other): text.append(other)
            default: throw malformed
            }
        }
        guard let string = String(validating: text, as: UTF8.self) else { throw JSONLineFault("it is not UTF-8") }
        return string
    }

    /// Surrogates come in pairs (RFC 8259 §7).
    private static func scalar(_ rest: inout ArraySlice<UInt8>) throws(JSONLineFault) -> Character {
        let first = try unit(&rest)
        var value = UInt32(first)
        if (0xD800..<0xDC00).contains(first) {
            guard rest.popFirst() == UInt8(ascii: "\\"), rest.popFirst() == UInt8(ascii: "u") else { throw malformed }
            let second = try unit(&rest)
            guard (0xDC00..<0xE000).contains(second) else { throw malformed }
            value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(value) else { throw malformed }
        return Character(scalar)
    }

    private static func unit(_ rest: inout ArraySlice<UInt8>) throws(JSONLineFault) -> UInt16 {
        guard rest.count >= 4, let unit = UInt16(String(decoding: rest.prefix(4), as: UTF8.self), radix: 16) else { throw malformed }
        rest = rest.dropFirst(4)
        return unit
    }
}
