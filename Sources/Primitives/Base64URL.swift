/// Base 64 for URLs (RFC 4648 §5), without padding.
package enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        append(Array(bytes), to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Adds the characters of `bytes` to a text that is being built.
    package static func append(_ bytes: [UInt8], to text: inout [UInt8]) {
        let start = text.count
        text.append(contentsOf: repeatElement(0, count: (bytes.count * 4 + 2) / 3))
        text.withUnsafeMutableBufferPointer { text in
            alphabet.withUnsafeBufferPointer { alphabet in
                var (index, place) = (0, start)
                func put(_ bits: UInt32) {
                    text[place] = alphabet[Int(bits & 63)]
                    place += 1
                }
                while index + 2 < bytes.count {
                    let word = UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2])
                    put(word >> 18)
                    put(word >> 12)
                    put(word >> 6)
                    put(word)
                    index += 3
                }
                let rest = bytes.count - index
                guard rest > 0 else { return }
                let word = UInt32(bytes[index]) << 16 | (rest > 1 ? UInt32(bytes[index + 1]) << 8 : 0)
                put(word >> 18)
                put(word >> 12)
                if rest > 1 { put(word >> 6) }
            }
        }
    }

    /// `nil` for a character outside the alphabet, an impossible length, or bits that are not zero past the last byte.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 3 / 4)
        var buffer: UInt32 = 0
        var bits = 0
        for character in text.utf8 {
            guard let value = value(of: character) else { return nil }
            buffer = buffer << 6 | value
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
            }
        }
        guard bits < 6, buffer & (1 << UInt32(bits) - 1) == 0 else { return nil }
        return bytes
    }

    private static func value(of character: UInt8) -> UInt32? {
        switch character {
        case 65...90: UInt32(character) - 65
        case 97...122: UInt32(character) - 71
        case 48...57: UInt32(character) + 4
        case 45: 62
        case 95: 63
        default: nil
        }
    }
}
