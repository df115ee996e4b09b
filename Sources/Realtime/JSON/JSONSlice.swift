package import NIOCore

/// One well-formed JSON value inside a frame, read where it stands; nothing is built that was not asked for.
package struct JSONSlice: Sendable {
    /// The bytes of the value, without spaces around it.
    package let bytes: ByteBuffer

    /// `nil` unless `buffer` holds exactly one value.
    package init?(_ buffer: ByteBuffer) {
        let span = buffer.readableBytesUInt8Span
        let start = JSONSyntax.skipSpaces(span, 0)
        guard let end = JSONSyntax.end(ofValueAt: start, in: span), JSONSyntax.skipSpaces(span, end) == span.count else { return nil }
        self.init(known: buffer, start..<end)
    }

    static let emptyObject = JSONSlice(unchecked: ByteBuffer(string: "{}"))

    private init(unchecked bytes: ByteBuffer) {
        self.bytes = bytes
    }

    private init?(known buffer: ByteBuffer, _ range: Range<Int>) {
        guard let bytes = buffer.getSlice(at: buffer.readerIndex + range.lowerBound, length: range.count) else { return nil }
        self.bytes = bytes
    }

    package var isObject: Bool { bytes.readableBytesUInt8Span[0] == UInt8(ascii: "{") }
    package var isNull: Bool { bytes.readableBytesUInt8Span[0] == UInt8(ascii: "n") }

    /// Calls `body` with each member of an object as it stands, repeated names included; with nothing for any other value.
    package func forEachMember(_ body: (_ name: String, _ value: JSONSlice) -> Void) {
        guard isObject else { return }
        let span = bytes.readableBytesUInt8Span
        var position = JSONSyntax.skipSpaces(span, 1)
        while span[position] != UInt8(ascii: "}") {
            guard let nameEnd = JSONSyntax.endOfString(span, position) else { return }
            let name = Self.decode(span, position, nameEnd)
            position = JSONSyntax.skipSpaces(span, JSONSyntax.skipSpaces(span, nameEnd) + 1)
            guard let end = JSONSyntax.end(ofValueAt: position, in: span), let value = JSONSlice(known: bytes, position..<end) else {
                return
            }
            body(name, value)
            position = JSONSyntax.skipSpaces(span, end)
            if span[position] == UInt8(ascii: ",") { position = JSONSyntax.skipSpaces(span, position + 1) }
        }
    }

    /// The first `limit` elements of an array; `nil` for any other value.
    package func elements(limit: Int) -> [JSONSlice]? {
        let span = bytes.readableBytesUInt8Span
        guard span[0] == UInt8(ascii: "[") else { return nil }
        var found: [JSONSlice] = []
        var position = JSONSyntax.skipSpaces(span, 1)
        while span[position] != UInt8(ascii: "]"), found.count < limit {
            guard let end = JSONSyntax.end(ofValueAt: position, in: span), let value = JSONSlice(known: bytes, position..<end) else {
                return found
            }
            found.append(value)
            position = JSONSyntax.skipSpaces(span, end)
            if span[position] == UInt8(ascii: ",") { position = JSONSyntax.skipSpaces(span, position + 1) }
        }
        return found
    }

    /// The last member of that name, as the parsers of clients take it.
    package subscript(name: String) -> JSONSlice? {
        var found: JSONSlice?
        forEachMember { if $0 == name { found = $1 } }
        return found
    }

    /// The text of a string; `nil` for any other value.
    package var string: String? {
        let span = bytes.readableBytesUInt8Span
        guard span[0] == UInt8(ascii: "\"") else { return nil }
        return Self.decode(span, 0, span.count)
    }

    /// A boolean, or one of the strings that clients send for it.
    package var flag: Bool? {
        guard bytes.readableBytes <= 8 else { return nil }
        return switch String(buffer: bytes) {
        case "true", "\"true\"", "\"True\"": true
        case "false", "\"false\"", "\"False\"": false
        default: nil
        }
    }

    /// A whole number that fits; `nil` for any other value.
    package var integer: Int64? { bytes.readableBytes <= 20 ? Int64(String(buffer: bytes)) : nil }

    /// A number; `nil` for any other value.
    package var number: Double? {
        let first = bytes.readableBytesUInt8Span[0]
        guard first == UInt8(ascii: "-") || (48...57).contains(first), bytes.readableBytes <= 32 else { return nil }
        return Double(String(buffer: bytes))
    }

    /// The value as it stands.
    package var text: String { String(buffer: bytes) }

    /// Decodes the well-formed string between the quotes at `start` and before `end`.
    private static func decode(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> String {
        if !hasEscape(bytes, start, end) {
            return bytes.withUnsafeBufferPointer { String(decoding: UnsafeBufferPointer(rebasing: $0[start + 1..<end - 1]), as: UTF8.self) }
        }
        var text: [UInt8] = []
        text.reserveCapacity(end - start)
        var units: [UInt16] = []
        var position = start + 1
        func flush() {
            guard !units.isEmpty else { return }
            // A lone surrogate becomes U+FFFD, as in every decoder of well-formed text.
            text.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
            units.removeAll()
        }
        while position < end - 1 {
            let byte = bytes[position]
            guard byte == UInt8(ascii: "\\") else {
                flush()
                text.append(byte)
                position += 1
                continue
            }
            let escape = bytes[position + 1]
            if escape == UInt8(ascii: "u") {
                units.append((position + 2..<position + 6).reduce(0) { $0 << 4 | (JSONSyntax.hexValue(bytes[$1]) ?? 0) })
                position += 6
            } else {
                flush()
                text.append(unescaped(escape))
                position += 2
            }
        }
        flush()
        return String(decoding: text, as: UTF8.self)
    }

    private static func hasEscape(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        for position in start..<end where bytes[position] == UInt8(ascii: "\\") { return true }
        return false
    }

    private static func unescaped(_ escape: UInt8) -> UInt8 {
        switch escape {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: escape
        }
    }
}
