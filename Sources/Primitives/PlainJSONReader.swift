/// Reads from the front; spaces before what it reads are skipped.
struct PlainJSONReader {
    let bytes: UnsafeRawBufferPointer
    var position = 0

    var isAtEnd: Bool {
        mutating get {
            skipSpaces()
            return position == bytes.count
        }
    }

    mutating func skip(_ token: StaticString) -> Bool {
        skipSpaces()
        let isNext = token.withUTF8Buffer { bytes[position...].starts(with: $0) }
        if isNext { position += token.utf8CodeUnitCount }
        return isNext
    }

    /// A string without escapes; `nil`, too, for bytes that are not UTF-8.
    mutating func text() -> String? {
        guard skip("\"") else { return nil }
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\"") {
                return String(validating: UnsafeRawBufferPointer(rebasing: bytes[start..<position - 1]), as: UTF8.self)
            }
            guard byte >= 0x20, byte != UInt8(ascii: "\\") else { return nil }
        }
        return nil
    }

    private mutating func skipSpaces() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }
}
