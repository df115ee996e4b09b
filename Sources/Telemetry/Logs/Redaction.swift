/// Takes out of a text what must not be in a log whoever wrote it: addresses of people, tokens, passwords in addresses.
///
/// By form, since most of it comes within sentences of libraries. `Secret` shows as dots by itself; keys of metadata that name a secret
/// have no value at all.
enum Redaction {
    static let dots = "•••"

    static func redacted(_ text: String) -> String {
        var text = text
        let bytes = text.withUTF8 { $0.contains(where: isTrigger) ? redacted($0) : nil }
        return bytes.map { String(decoding: $0, as: UTF8.self) } ?? text
    }

    /// Whether a text with this byte needs a closer look: @ of addresses, = of parameters, B of Bearer, J of eyJ, _ of upn_.
    @inline(__always) static func isTrigger(_ byte: UInt8) -> Bool {
        byte == 0x40 || byte == 0x3D || byte == 0x42 || byte == 0x4A || byte == 0x5F
    }

    static func redacted(_ utf8: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var text = RedactedText(capacity: utf8.count)
        var position = 0
        while position < utf8.count {
            position = text.take(utf8, at: position)
        }
        return text.bytes
    }
}

private struct RedactedText {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int) {
        bytes.reserveCapacity(capacity + 16)
    }

    /// Appends what stands at `position`, or what stands in for it; answers where to go on.
    mutating func take(_ utf8: UnsafeBufferPointer<UInt8>, at position: Int) -> Int {
        switch utf8[position] {
        case UInt8(ascii: "@"):
            if let end = address(utf8, at: position) { return end }
        case UInt8(ascii: "="):
            if names(of: bytes) { return hide(utf8, introducedBy: position..<position + 1, while: Self.isValue, least: 1) }
        case UInt8(ascii: "B") where Self.stands("Bearer ", utf8, at: position):
            return hide(utf8, introducedBy: position..<position + 7, while: { !Self.isSpace($0) }, least: 1)
        case UInt8(ascii: "e") where Self.stands("eyJ", utf8, at: position) && !endsInWord:
            return hide(utf8, introducedBy: position..<position + 3, while: Self.isToken, least: 20)
        case UInt8(ascii: "u") where Self.stands("upn_", utf8, at: position) && !endsInWord:
            return hide(utf8, introducedBy: position..<position + 4, while: Self.isToken, least: 8)
        default: break
        }
        bytes.append(utf8[position])
        return position + 1
    }

    /// `user:password@` of a web address goes altogether; of a person's address the first letter and the domain stay.
    private mutating func address(_ utf8: UnsafeBufferPointer<UInt8>, at position: Int) -> Int? {
        guard position + 1 < utf8.count, Self.isAtom(utf8[position + 1]) else { return nil }
        let start = bytes.lastIndex { !(Self.isAtom($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "%")) }.map { $0 + 1 } ?? 0
        if start >= 2, bytes[start - 1] == UInt8(ascii: "/"), bytes[start - 2] == UInt8(ascii: "/") {
            bytes.removeSubrange(start...)
            bytes.append(contentsOf: Redaction.dots.utf8)
        } else {
            let local = bytes.lastIndex { !Self.isAtom($0) }.map { $0 + 1 } ?? 0
            guard local < bytes.count else { return nil }
            // A letter of several bytes stays whole.
            var first = local + 1
            while first < bytes.count, bytes[first] & 0xC0 == 0x80 { first += 1 }
            bytes.removeSubrange((bytes.count == first ? local : first)...)
            bytes.append(contentsOf: "…".utf8)
        }
        bytes.append(UInt8(ascii: "@"))
        return position + 1
    }

    /// Appends what introduces a secret, and dots for the secret if it is long enough to be one.
    private mutating func hide(
        _ utf8: UnsafeBufferPointer<UInt8>, introducedBy introduction: Range<Int>, while belongs: (UInt8) -> Bool, least: Int
    ) -> Int {
        let start = introduction.upperBound
        var end = start
        while end < utf8.count, belongs(utf8[end]) { end += 1 }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[introduction]))
        if end - start >= least {
            bytes.append(contentsOf: Redaction.dots.utf8)
        } else {
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<end]))
        }
        return end
    }

    /// Whether the word at the end, before `=`, names a secret: some only in an address, where a parameter is what it says.
    private func names(of bytes: [UInt8]) -> Bool {
        let start = bytes.lastIndex { !Self.isName($0) }.map { $0 + 1 } ?? 0
        let word = String(decoding: bytes[start...], as: UTF8.self).lowercased()
        switch word {
        case "token", "access_token", "refresh_token", "id_token", "apikey", "api_key", "password", "secret", "client_secret", "signature",
            "sentry_key":
            return true
        case "code", "key", "link", "sig", "auth":
            return start > 0 && [UInt8(ascii: "?"), UInt8(ascii: "&"), UInt8(ascii: "#")].contains(bytes[start - 1])
        default: return false
        }
    }

    private var endsInWord: Bool { bytes.last.map { Self.isToken($0) && $0 != UInt8(ascii: ".") } ?? false }

    private static func stands(_ word: StaticString, _ utf8: UnsafeBufferPointer<UInt8>, at position: Int) -> Bool {
        word.withUTF8Buffer { utf8[position...].starts(with: $0) }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == UInt8(ascii: "\"") }
    private static func isName(_ byte: UInt8) -> Bool { isLetterOrDigit(byte) || byte == UInt8(ascii: "_") }
    private static func isToken(_ byte: UInt8) -> Bool { isName(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") }
    private static func isValue(_ byte: UInt8) -> Bool { !isSpace(byte) && !"&#;,)'>".utf8.contains(byte) }

    /// RFC 5322 §3.2.3, and every letter beyond ASCII (RFC 6531). Marks that sentences put around an address are left out.
    private static func isAtom(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || byte >= 0x80 || "!#$&*+-._^~|".utf8.contains(byte)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}
