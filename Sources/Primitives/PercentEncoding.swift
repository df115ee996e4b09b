/// Percent-encoding of one part of an address (RFC 3986 §2.1).
package enum PercentEncoding {
    /// Everything but the unreserved characters (§2.3) is encoded.
    package static func encode(segment: String) -> String {
        var text = ""
        for byte in segment.utf8 {
            if isUnreserved(byte) {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += "%" + Hex.encode([byte]).uppercased()
            }
        }
        return text
    }

    /// `nil` for a broken escape or bytes that are not UTF-8.
    package static func decode(_ segment: Substring) -> String? {
        guard segment.utf8.contains(UInt8(ascii: "%")) else { return String(segment) }
        var bytes: [UInt8] = []
        var rest = segment.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                guard rest.count >= 2, let escaped = Hex.decode(String(decoding: rest.prefix(2), as: UTF8.self)) else { return nil }
                bytes += escaped
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: false
        }
    }
}
