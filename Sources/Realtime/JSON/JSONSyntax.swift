/// The grammar of JSON (RFC 8259) over bytes from a stranger: no recursion, no allocation, no reading past the end.
enum JSONSyntax {
    /// How deep arrays and objects may nest. No client of ours passes ten; a limit of any size is what makes nesting harmless to
    /// whoever parses the text after us.
    static let depthLimit = 100

    /// The end of the value that starts at `start` (spaces before it skipped); `nil` when there is none that is well-formed.
    static func end(ofValueAt start: Int, in bytes: Span<UInt8>) -> Int? {
        var position = skipSpaces(bytes, start)
        var depth = 0
        // One bit a level, the lowest the innermost: set for an object.
        var isObject: UInt128 = 0
        while true {
            guard position < bytes.count else { return nil }
            let byte = bytes[position]
            if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                let object = byte == UInt8(ascii: "{")
                guard depth < depthLimit else { return nil }
                position = skipSpaces(bytes, position + 1)
                guard position < bytes.count else { return nil }
                if bytes[position] == (object ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
                    position += 1
                } else {
                    depth += 1
                    isObject = isObject << 1 | (object ? 1 : 0)
                    if object {
                        guard let value = endOfKey(bytes, position) else { return nil }
                        position = value
                    }
                    continue
                }
            } else {
                guard let scalarEnd = endOfScalar(bytes, position) else { return nil }
                position = scalarEnd
            }
            // A value has just ended: close what ends with it, or go on to the next element.
            while true {
                if depth == 0 { return position }
                position = skipSpaces(bytes, position)
                guard position < bytes.count else { return nil }
                let inObject = isObject & 1 == 1
                if bytes[position] == UInt8(ascii: ",") {
                    position = skipSpaces(bytes, position + 1)
                    if inObject {
                        guard let value = endOfKey(bytes, position) else { return nil }
                        position = value
                    }
                    break
                }
                guard bytes[position] == (inObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else { return nil }
                position += 1
                depth -= 1
                isObject >>= 1
            }
        }
    }

    static func skipSpaces(_ bytes: Span<UInt8>, _ start: Int) -> Int {
        var position = start
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return position
            }
        }
        return position
    }

    /// Past `"key" :` and the spaces around it.
    private static func endOfKey(_ bytes: Span<UInt8>, _ start: Int) -> Int? {
        guard start < bytes.count, bytes[start] == UInt8(ascii: "\""), let end = endOfString(bytes, start) else { return nil }
        let colon = skipSpaces(bytes, end)
        guard colon < bytes.count, bytes[colon] == UInt8(ascii: ":") else { return nil }
        return skipSpaces(bytes, colon + 1)
    }

    private static func endOfScalar(_ bytes: Span<UInt8>, _ start: Int) -> Int? {
        switch bytes[start] {
        case UInt8(ascii: "\""): endOfString(bytes, start)
        case UInt8(ascii: "t"): endOfWord("true", bytes, start)
        case UInt8(ascii: "f"): endOfWord("false", bytes, start)
        case UInt8(ascii: "n"): endOfWord("null", bytes, start)
        default: endOfNumber(bytes, start)
        }
    }

    private static func endOfWord(_ word: StaticString, _ bytes: Span<UInt8>, _ start: Int) -> Int? {
        let length = word.utf8CodeUnitCount
        guard start + length <= bytes.count else { return nil }
        return word.withUTF8Buffer { word in
            for offset in 0..<length where bytes[start + offset] != word[offset] { return nil }
            return start + length
        }
    }

    private static func endOfNumber(_ bytes: Span<UInt8>, _ start: Int) -> Int? {
        var position = start
        func digits() -> Bool {
            let first = position
            while position < bytes.count, (48...57).contains(bytes[position]) { position += 1 }
            return position > first
        }
        if bytes[position] == UInt8(ascii: "-") { position += 1 }
        let first = position
        guard digits() else { return nil }
        if bytes[first] == UInt8(ascii: "0"), position > first + 1 { return nil }
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            position += 1
            guard digits() else { return nil }
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < bytes.count, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") { position += 1 }
            guard digits() else { return nil }
        }
        return position
    }

    /// The end of the string whose opening quote is at `start`; its UTF-8 is checked, because it may go on to others as text.
    static func endOfString(_ bytes: Span<UInt8>, _ start: Int) -> Int? {
        var position = start + 1
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""): return position + 1
            case UInt8(ascii: "\\"):
                guard let next = endOfEscape(bytes, position) else { return nil }
                position = next
            case 0..<0x20: return nil
            case 0x20..<0x80: position += 1
            default:
                guard let next = endOfScalarValue(bytes, position) else { return nil }
                position = next
            }
        }
        return nil
    }

    private static func endOfEscape(_ bytes: Span<UInt8>, _ start: Int) -> Int? {
        guard start + 1 < bytes.count else { return nil }
        switch bytes[start + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
            UInt8(ascii: "r"), UInt8(ascii: "t"):
            return start + 2
        case UInt8(ascii: "u"):
            guard start + 6 <= bytes.count else { return nil }
            for position in start + 2..<start + 6 where hexValue(bytes[position]) == nil { return nil }
            return start + 6
        default: return nil
        }
    }

    /// The end of one character beyond ASCII, well-formed by Unicode's table 3-7.
    private static func endOfScalarValue(_ bytes: Span<UInt8>, _ start: Int) -> Int? {
        let lead = bytes[start]
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return nil
        }
        guard start + length <= bytes.count, second.contains(bytes[start + 1]) else { return nil }
        for position in start + 2..<start + length where bytes[position] & 0xC0 != 0x80 { return nil }
        return start + length
    }

    static func hexValue(_ digit: UInt8) -> UInt16? {
        switch digit {
        case 48...57: UInt16(digit) - 48
        case 97...102: UInt16(digit) - 87
        case 65...70: UInt16(digit) - 55
        default: nil
        }
    }
}
