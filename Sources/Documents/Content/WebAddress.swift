/// An address that may be made clickable: http, https or mailto, in printable ASCII.
struct WebAddress: Hashable, Sendable {
    /// Percent-encoded so that it needs no escape, neither in a Cairo tag's attributes nor in a PDF string.
    let encoded: String

    /// Nil for any other scheme (a site must not put `javascript:` or `file:` in our document) and past `linkBytes`.
    init?(_ text: String) {
        guard text.utf8.count <= DossierLimits.linkBytes else { return nil }
        let lowered = text.utf8.prefix(8).map { $0 | 0x20 }
        guard ["http://", "https://", "mailto:"].contains(where: { lowered.starts(with: $0.utf8.map { $0 | 0x20 }) }) else { return nil }
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if Self.isPlain(byte) {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "%"))
                bytes.append(Self.digits[Int(byte >> 4)])
                bytes.append(Self.digits[Int(byte & 15)])
            }
        }
        guard bytes.count <= DossierLimits.linkBytes else { return nil }
        encoded = String(decoding: bytes, as: UTF8.self)
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    /// Parentheses and the backslash end or escape a PDF string, the apostrophe a Cairo attribute.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, 0x7F...0xFF: false
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): false
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "|"),
            UInt8(ascii: "^"):
            false
        default: true
        }
    }
}
