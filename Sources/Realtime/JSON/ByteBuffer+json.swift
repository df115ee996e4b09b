import NIOCore

extension ByteBuffer {
    /// Writes `text` as a JSON string (RFC 8259 §7), quotes included.
    mutating func writeJSONString(_ text: String) {
        writeInteger(UInt8(ascii: "\""))
        let needsEscape = text.utf8.contains { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
        if needsEscape {
            for byte in text.utf8 { writeEscaped(byte) }
        } else {
            writeString(text)
        }
        writeInteger(UInt8(ascii: "\""))
    }

    private mutating func writeEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): writeString("\\\"")
        case UInt8(ascii: "\\"): writeString("\\\\")
        case UInt8(ascii: "\n"): writeString("\\n")
        case 0..<0x20:
            writeString("\\u00")
            writeString(byte < 0x10 ? "0" : "1")
            writeString(String(byte & 0xF, radix: 16))
        default: writeInteger(byte)
        }
    }

    /// Writes `text` as a JSON string, or `null`.
    mutating func writeJSONString(_ text: String?) {
        if let text { writeJSONString(text) } else { writeString("null") }
    }
}
