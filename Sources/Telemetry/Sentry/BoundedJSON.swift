import Primitives

/// Reads JSON (RFC 8259) from a stranger: how large it is, how deep it nests and how many values it has is known before anything is built.
enum BoundedJSON {
    struct Limits: Sendable {
        var bytes: Int
        /// Local variables nest six levels inside of a frame inside of an exception.
        var depth = 64
        /// Values, commas counted: each costs dozens of bytes once it is built.
        var values = 50_000
        /// A longer text is cut: a log line, not a document.
        var stringBytes = 16_384
    }

    enum Fault: String, Error {
        case tooLarge = "larger than is taken"
        case tooDeep = "nested too deep"
        case tooManyValues = "too many values"
        case malformed = "not JSON"
    }

    static func parse(_ bytes: UnsafeRawBufferPointer, _ limits: Limits) throws(Fault) -> JSONValue {
        guard bytes.count <= limits.bytes else { throw .tooLarge }
        try measure(bytes, limits)
        var reader = Reader(bytes: bytes, stringLimit: limits.stringBytes)
        guard let value = reader.value() else { throw .malformed }
        reader.skipSpaces()
        guard reader.position == bytes.count else { throw .malformed }
        return value
    }

    static func parse(_ bytes: [UInt8], _ limits: Limits) throws(Fault) -> JSONValue {
        // A typed throw does not pass through `withUnsafeBytes`.
        try bytes.withUnsafeBytes { buffer in
            Result { () throws(Fault) in try parse(buffer, limits) }
        }.get()
    }

    /// Walks over the text once, without building or recursing.
    private static func measure(_ bytes: UnsafeRawBufferPointer, _ limits: Limits) throws(Fault) {
        var depth = 0
        var values = 0
        var position = 0
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
                    position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
                }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                values += 1
                guard depth <= limits.depth else { throw .tooDeep }
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ","):
                values += 1
                guard values <= limits.values else { throw .tooManyValues }
            default: break
            }
            position += 1
        }
    }
}

/// Recurses as deep as ``BoundedJSON/Limits/depth`` at most, which was measured before.
private struct Reader {
    let bytes: UnsafeRawBufferPointer
    let stringLimit: Int
    var position = 0

    mutating func skipSpaces() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    mutating func value() -> JSONValue? {
        skipSpaces()
        guard position < bytes.count else { return nil }
        switch bytes[position] {
        case UInt8(ascii: "{"): return object()
        case UInt8(ascii: "["): return array()
        case UInt8(ascii: "\""): return string().map { .string($0) }
        case UInt8(ascii: "t"): return word("true") ? .bool(true) : nil
        case UInt8(ascii: "f"): return word("false") ? .bool(false) : nil
        case UInt8(ascii: "n"): return word("null") ? .null : nil
        // What Python's encoder writes for numbers that JSON has no word for.
        case UInt8(ascii: "N"): return word("NaN") ? .null : nil
        case UInt8(ascii: "I"): return word("Infinity") ? .null : nil
        default: return number()
        }
    }

    private mutating func object() -> JSONValue? {
        position += 1
        var members: [String: JSONValue] = [:]
        if skip(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            skipSpaces()
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\""), let name = string(), skip(UInt8(ascii: ":")),
                let value = value()
            else { return nil }
            members[name] = value
        } while skip(UInt8(ascii: ","))
        return skip(UInt8(ascii: "}")) ? .object(members) : nil
    }

    private mutating func array() -> JSONValue? {
        position += 1
        var elements: [JSONValue] = []
        if skip(UInt8(ascii: "]")) { return .array(elements) }
        repeat {
            guard let value = value() else { return nil }
            elements.append(value)
        } while skip(UInt8(ascii: ","))
        return skip(UInt8(ascii: "]")) ? .array(elements) : nil
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        skipSpaces()
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func word(_ word: StaticString) -> Bool {
        let isNext = word.withUTF8Buffer { bytes[position...].starts(with: $0) }
        if isNext { position += word.utf8CodeUnitCount }
        return isNext
    }

    private mutating func number() -> JSONValue? {
        let start = position
        while position < bytes.count, isOfNumber(bytes[position]) { position += 1 }
        // No number needs more digits than this; a longer one is somebody's test of this reader.
        guard position > start, position - start <= 64 else { return nil }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if let integer = Int64(text) { return .integer(integer) }
        if text == "-Infinity" { return .null }
        guard let number = Double(text) else { return nil }
        return number.isFinite ? .number(number) : .null
    }

    private func isOfNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): true
        default: false
        }
    }

    /// The text whose opening quote is here, cut at the limit. What is not UTF-8, and lone surrogates, become U+FFFD.
    private mutating func string() -> String? {
        position += 1
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: "\""), bytes[position] != UInt8(ascii: "\\") { position += 1 }
        guard position < bytes.count else { return nil }
        if bytes[position] == UInt8(ascii: "\"") {
            defer { position += 1 }
            return cut(UnsafeRawBufferPointer(rebasing: bytes[start..<position]))
        }
        var text = [UInt8](bytes[start..<position])
        var units: [UInt16] = []
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                flush(&units, to: &text)
                position += 1
                return text.withUnsafeBytes { cut($0) }
            }
            if byte != UInt8(ascii: "\\") {
                flush(&units, to: &text)
                text.append(byte)
                position += 1
            } else if position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "u") {
                guard let unit = unit(at: position + 2) else { return nil }
                units.append(unit)
                position += 6
            } else {
                guard position + 1 < bytes.count, let escaped = Self.escaped(bytes[position + 1]) else { return nil }
                flush(&units, to: &text)
                text.append(escaped)
                position += 2
            }
        }
        return nil
    }

    private func flush(_ units: inout [UInt16], to text: inout [UInt8]) {
        guard !units.isEmpty else { return }
        text.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
        units.removeAll()
    }

    private func cut(_ text: UnsafeRawBufferPointer) -> String {
        guard text.count > stringLimit else { return String(decoding: text, as: UTF8.self) }
        var end = stringLimit
        while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
        return String(decoding: text[..<end], as: UTF8.self) + "…"
    }

    private func unit(at start: Int) -> UInt16? {
        guard start + 4 <= bytes.count else { return nil }
        var unit: UInt16 = 0
        for position in start..<start + 4 {
            guard let digit = Self.hexValue(bytes[position]) else { return nil }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }

    private static func hexValue(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 48...57: digit - 48
        case 97...102: digit - 87
        case 65...70: digit - 55
        default: nil
        }
    }

    private static func escaped(_ escape: UInt8) -> UInt8? {
        switch escape {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): escape
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }
}
