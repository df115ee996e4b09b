import Glibc

/// A line folded as a whole, which says of most lines that they lack a word without cutting them into words: that costs twenty times as much.
///
/// Where a word of it stands, its bytes stand; the other way round they may be part of a longer word, or of two.
struct FoldedLine {
    private let bytes: [UInt8]

    /// `nil` for a line with signs that are not folded one by one, or that words go on beyond.
    init?(_ text: String) {
        var text = text
        let bytes: [UInt8]? = text.withUTF8 { utf8 in
            var folded: [UInt8] = []
            folded.reserveCapacity(utf8.count)
            var rest = utf8[...]
            while let byte = rest.first {
                if byte < 0x80 {
                    folded.append((65...90).contains(byte) ? byte | 0x20 : byte)
                    rest.removeFirst()
                } else if byte < 0xD0 {
                    // Two bytes (RFC 3629 §3), up to U+03FF.
                    let scalar = Int(byte & 0x1F) << 6 | Int(rest[rest.startIndex + 1] & 0x3F)
                    guard scalar != Self.softHyphen else { return nil }
                    folded.append(contentsOf: Folding.known[scalar].utf8)
                    rest.removeFirst(2)
                } else if byte == 0xE2, rest.count > 2, Self.isPunctuation(rest[rest.startIndex + 1], rest[rest.startIndex + 2]) {
                    folded.append(UInt8(ascii: " "))
                    rest.removeFirst(3)
                } else {
                    return nil
                }
            }
            return folded
        }
        guard let bytes else { return nil }
        self.bytes = bytes
    }

    /// - Parameter word: folded.
    func has(_ word: String) -> Bool {
        var word = word
        return word.withUTF8 { word in
            guard let first = word.first else { return true }
            return bytes.withUnsafeBytes { bytes in
                guard let start = bytes.baseAddress, let sought = word.baseAddress else { return false }
                var from = 0
                while bytes.count - from >= word.count {
                    guard let found = memchr(start + from, CInt(first), bytes.count - from - word.count + 1) else { return false }
                    let place = UnsafeRawPointer(found) - start
                    if memcmp(start + place, sought, word.count) == 0 { return true }
                    from = place + 1
                }
                return false
            }
        }
    }

    /// Is in the middle of words.
    private static let softHyphen = 0xAD

    /// Dashes, quotation marks, the apostrophe and the ellipsis: U+2010 to U+2027, of which none is part of a word.
    private static func isPunctuation(_ second: UInt8, _ third: UInt8) -> Bool { second == 0x80 && (0x90...0xA7).contains(third) }
}
