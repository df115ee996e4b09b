/// Where an address that may become a link begins and ends in a text: http, https and mailto, nothing else.
enum LinkAddress {
    private static let schemes = ["https://", "http://", "mailto:"].map { Array($0.utf8) }
    private static let lengthLimit = 2_048

    /// The end of the address that begins at `start`; what ends a sentence is not part of it.
    static func end(in bytes: [UInt8], from start: Int) -> Int? {
        guard let host = hostStart(in: bytes, from: start) else { return nil }
        var end = host
        var depth = 0
        while end < bytes.count, end - start < lengthLimit, isAddressByte(bytes[end]), !isForeignSign(bytes, end) {
            if bytes[end] == UInt8(ascii: "(") { depth += 1 }
            if bytes[end] == UInt8(ascii: ")") { depth -= 1 }
            end += 1
        }
        // Never within a letter.
        while end > host, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        while end > host {
            let last = bytes[end - 1]
            if last == UInt8(ascii: ")"), depth < 0 {
                depth += 1
            } else if !".,;:!?'*_~".utf8.contains(last) {
                break
            }
            end -= 1
        }
        return end > host ? end : nil
    }

    /// The closing parenthesis behind the address that begins at `start`; `nil` when it is none.
    static func closing(in bytes: [UInt8], from start: Int) -> Int? {
        guard var end = hostStart(in: bytes, from: start) else { return nil }
        var depth = 0
        while end < bytes.count, end - start < lengthLimit, isAddressByte(bytes[end]), bytes[end] != UInt8(ascii: "[") {
            if bytes[end] == UInt8(ascii: "(") { depth += 1 }
            if bytes[end] == UInt8(ascii: ")") {
                if depth == 0 { return end }
                depth -= 1
            }
            end += 1
        }
        return nil
    }

    /// Behind the scheme, where a name, a number or a letter of any script has to stand.
    private static func hostStart(in bytes: [UInt8], from start: Int) -> Int? {
        guard start < bytes.count,
            let scheme = schemes.first(where: { scheme in
                bytes.count - start > scheme.count && zip(scheme, bytes[start...]).allSatisfy { $0 == lowercased($1) }
            })
        else { return nil }
        let host = start + scheme.count
        let first = lowercased(bytes[host])
        return (48...57).contains(first) || (97...122).contains(first) || first >= 0x80 ? host : nil
    }

    private static func isAddressByte(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte != 0x7F && !"<>\"`\\".utf8.contains(byte)
    }

    /// Whether a sign that no address has begins here: wide punctuation and typographic quotes (U+2010–U+205F, U+3000–U+303F,
    /// U+FF00–U+FF0F), the no-break space and guillemets.
    private static func isForeignSign(_ bytes: [UInt8], _ index: Int) -> Bool {
        switch bytes[index] {
        case 0xE2: index + 1 < bytes.count && (bytes[index + 1] == 0x80 || bytes[index + 1] == 0x81)
        case 0xE3: index + 1 < bytes.count && bytes[index + 1] == 0x80
        case 0xEF: index + 2 < bytes.count && bytes[index + 1] == 0xBC && bytes[index + 2] <= 0x8F
        case 0xC2: index + 1 < bytes.count && [0xA0, 0xAB, 0xBB].contains(bytes[index + 1])
        default: false
        }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte + 32 : byte }
}
