import Logging
import Primitives

/// Bytes of a line of the log as they are appended: texts quoted, redacted, cut and escaped.
///
/// Quotes, backslashes, every control character, and the separators U+2028 and U+2029 are escaped.
struct LogText {
    /// A value beyond this is cut: a log is no place for documents, and one event must not fill the writer's buffer.
    static let valueByteLimit = 8_192
    private static let hexDigits = Array("0123456789abcdef".utf8)

    private(set) var bytes: [UInt8] = []

    init(capacity: Int) {
        bytes.reserveCapacity(capacity)
    }

    /// A text as lines hold it, quotes included.
    static func quoted(_ string: String) -> [UInt8] {
        var text = LogText(capacity: string.utf8.count + 2)
        text.quote(string)
        return text.bytes
    }

    /// What needs no escape and holds nothing of a person.
    mutating func plain(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func plain(_ text: [UInt8]) {
        bytes.append(contentsOf: text)
    }

    mutating func time(_ moment: Timestamp) {
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: Timestamp.textLength))
        bytes.withUnsafeMutableBufferPointer { moment.writeText(to: UnsafeMutableBufferPointer(rebasing: $0[start...])) }
    }

    mutating func quote(_ string: String) {
        var string = string
        bytes.append(UInt8(ascii: "\""))
        string.withUTF8 { utf8 in
            let end = Self.end(of: utf8)
            let kept = UnsafeBufferPointer(rebasing: utf8[..<end])
            switch Self.care(kept) {
            case .none: bytes.append(contentsOf: kept)
            case .escaping: escape(kept)
            case .redaction: Redaction.redacted(kept).withUnsafeBufferPointer { escape($0) }
            }
            if end < utf8.count { bytes.append(contentsOf: "…".utf8) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// A finite number as JSON writes it; false, and nothing appended, for anything else.
    mutating func number(_ value: Logger.MetadataValue) -> Bool {
        switch value {
        case .string(let text): number(text)
        case .stringConvertible(let value): number(value.description)
        case .array, .dictionary: false
        }
    }

    private mutating func number(_ string: String) -> Bool {
        var string = string
        let isPlain = string.withUTF8 { utf8 in
            guard Self.isPlainNumber(utf8) else { return false }
            bytes.append(contentsOf: utf8)
            return true
        }
        if isPlain { return true }
        if let integer = Int64(string) {
            bytes.append(contentsOf: "\(integer)".utf8)
            return true
        }
        // Double takes "inf", "nan" and hexadecimal too, which JSON does not.
        guard let number = Double(string), number.isFinite else { return false }
        bytes.append(contentsOf: "\(number)".utf8)
        return true
    }

    /// Digits, and perhaps a fraction: what nearly all are, and JSON as it stands.
    private static func isPlainNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let whole = text.prefix { isDigit($0) }.count
        guard whole == 1 || (whole > 1 && text[0] != UInt8(ascii: "0")) else { return false }
        let rest = text.dropFirst(whole)
        return rest.isEmpty || rest.first == UInt8(ascii: ".") && rest.count > 1 && rest.dropFirst().allSatisfy(isDigit)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private enum Care {
        case none, escaping, redaction
    }

    /// What a text needs; most need nothing. Without an early exit, so that sixteen bytes are looked at at a time.
    private static func care(_ utf8: UnsafeBufferPointer<UInt8>) -> Care {
        var (redacts, escapes): (UInt8, UInt8) = (0, 0)
        for byte in utf8 {
            redacts |= Redaction.isTrigger(byte) ? 1 : 0
            escapes |= byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte >= 0x7F ? 1 : 0
        }
        return redacts != 0 ? .redaction : escapes != 0 ? .escaping : .none
    }

    private mutating func escape(_ utf8: UnsafeBufferPointer<UInt8>) {
        var start = 0
        var position = 0
        while position < utf8.count {
            let width = Self.escapedWidth(utf8, at: position, end: utf8.count)
            if width > 0 {
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<position]))
                escape(utf8, at: position)
                position += width
                start = position
            } else {
                position += 1
            }
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
    }

    /// Where the text is cut: its end, or the last whole character within the limit.
    private static func end(of utf8: UnsafeBufferPointer<UInt8>) -> Int {
        guard utf8.count > valueByteLimit else { return utf8.count }
        var end = valueByteLimit
        while utf8[end] & 0xC0 == 0x80 { end -= 1 }
        return end
    }

    /// How many bytes there are of a character that must be escaped; 0 when it may stand as it is.
    private static func escapedWidth(_ utf8: UnsafeBufferPointer<UInt8>, at position: Int, end: Int) -> Int {
        switch utf8[position] {
        case 0x00...0x1F, UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x7F: 1
        // U+0080 to U+009F: terminals obey some of them.
        case 0xC2 where position + 1 < end && utf8[position + 1] < 0xA0: 2
        // U+2028 and U+2029.
        case 0xE2 where position + 2 < end && utf8[position + 1] == 0x80 && (utf8[position + 2] | 1) == 0xA9: 3
        default: 0
        }
    }

    private mutating func escape(_ utf8: UnsafeBufferPointer<UInt8>, at position: Int) {
        bytes.append(UInt8(ascii: "\\"))
        switch utf8[position] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(utf8[position])
        case UInt8(ascii: "\n"): bytes.append(UInt8(ascii: "n"))
        case UInt8(ascii: "\t"): bytes.append(UInt8(ascii: "t"))
        case 0xC2: appendUnicodeEscape(UInt16(utf8[position + 1]))
        case 0xE2: appendUnicodeEscape(0x2028 + UInt16(utf8[position + 2] & 1))
        default: appendUnicodeEscape(UInt16(utf8[position]))
        }
    }

    private mutating func appendUnicodeEscape(_ value: UInt16) {
        bytes.append(UInt8(ascii: "u"))
        for shift: UInt16 in [12, 8, 4, 0] { bytes.append(Self.hexDigits[Int(value >> shift & 0xF)]) }
    }
}
