import Glibc
import Primitives

/// The visible text of a page, block by block on lines, made for searching by byte.
struct PageText: Sendable {
    /// Valid UTF-8; blocks end with a line feed; white space is single spaces.
    let bytes: [UInt8]
    /// The same length, with ASCII and Latin-1 letters in lower case: an index into one is an index into the other. Empty while ``packed``.
    let lower: [UInt8]

    /// A snippet is evidence to glance at, not the page (contract of the analysis).
    static let maximumSnippetCharacters = 200

    init(_ bytes: [UInt8]) {
        self.init(bytes: bytes, lower: Self.lowercased(bytes))
    }

    private init(bytes: [UInt8], lower: [UInt8]) {
        self.bytes = bytes
        self.lower = lower
    }

    /// Half the size or less, to wait for the rest of its site; nothing can be searched in it.
    var packed: PageText { PageText(bytes: bytes.withoutSpareRoom, lower: []) }

    var unpacked: PageText { lower.count == bytes.count ? self : PageText(bytes) }

    var isEmpty: Bool { bytes.isEmpty }

    func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// Where `needle` (lower case) stands, at most `limit` times.
    func occurrences(of needle: String, limit: Int = 50) -> [Range<Int>] {
        let length = needle.utf8.count
        var result: [Range<Int>] = []
        var position = 0
        while result.count < limit, let start = lower.firstRange(of: needle, from: position) {
            result.append(start..<start + length)
            position = start + length
        }
        return result
    }

    /// As `occurrences`, but only where no letter or digit touches it.
    func words(_ needle: String, limit: Int = 50) -> [Range<Int>] {
        occurrences(of: needle, limit: limit).filter { range in
            (range.lowerBound == 0 || !Self.isWordByte(bytes[range.lowerBound - 1]))
                && (range.upperBound == bytes.count || !Self.isWordByte(bytes[range.upperBound]))
        }
    }

    func contains(_ needle: String) -> Bool { lower.firstRange(of: needle, from: 0) != nil }

    /// The bytes just before `position`, lower-cased, on this line and the one before.
    func before(_ position: Int, bytes count: Int) -> String { String(decoding: lower[max(0, position - count)..<position], as: UTF8.self) }

    /// The line around a position, without its line feed.
    func line(at position: Int) -> Range<Int> {
        let start = bytes[..<position].lastIndex(of: 10).map { $0 + 1 } ?? 0
        let end = bytes[position...].firstIndex(of: 10) ?? bytes.count
        return start..<end
    }

    /// From `position` to the end of its line, at most `count` bytes of whole characters.
    func rest(of position: Int, bytes count: Int = 160) -> Range<Int> {
        var end = min(line(at: position).upperBound, position + count)
        while end > position, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return position..<end
    }

    /// The words around a find, at most 200 characters. A short line takes the one before along, which is mostly its label; a
    /// label (`isLabel`) that ends its line takes the next along, which is mostly its value.
    func snippet(around range: Range<Int>, isLabel: Bool = false) -> String {
        var line = line(at: range.lowerBound)
        line = line.lowerBound..<max(line.upperBound, self.line(at: max(range.lowerBound, range.upperBound - 1)).upperBound)
        if isLabel, range.upperBound <= line.upperBound, bytes[range.upperBound..<line.upperBound].allSatisfy({ $0 == 32 || $0 == 58 }),
            line.count < 40,
            line.upperBound + 1 < bytes.count
        {
            let next = self.line(at: line.upperBound + 1)
            if next.count < 120 { line = line.lowerBound..<next.upperBound }
        }
        if line.count < 40, line.lowerBound > 1 {
            let previous = self.line(at: line.lowerBound - 1)
            if previous.count < 120 { line = previous.lowerBound..<line.upperBound }
        }
        guard line.count > Self.maximumSnippetCharacters else { return Self.clean(string(line)) }
        var start = max(line.lowerBound, range.lowerBound - 70)
        var end = min(line.upperBound, max(range.upperBound + 60, start + 180))
        while start < range.lowerBound, bytes[start] & 0xC0 == 0x80 { start += 1 }
        while end < line.upperBound, bytes[end] & 0xC0 == 0x80 { end += 1 }
        let text = (start > line.lowerBound ? "…" : "") + string(start..<end) + (end < line.upperBound ? "…" : "")
        return Self.clean(text)
    }

    static func clean(_ text: String) -> String {
        let line = text.singleLine()
        return line.count <= maximumSnippetCharacters ? line : String(line.prefix(maximumSnippetCharacters - 1)) + "…"
    }

    static func isWordByte(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...122).contains(byte | 0x20) || byte >= 0x80
    }

    static func lowercased(_ bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        var previous: UInt8 = 0
        for index in result.indices {
            let byte = result[index]
            if (65...90).contains(byte) {
                result[index] = byte | 0x20
            } else if previous == 0xC3, (0x80...0x9E).contains(byte), byte != 0x97 {
                result[index] = byte | 0x20
            }
            previous = byte
        }
        return result
    }
}

extension [UInt8] {
    /// What pages hold most of, the commonest first.
    private static let common = Array(" etaionsrlcdupm=\"/<>-.hgbfv_:;1203&q,()jxy\n".utf8)

    /// The first place of `needle` at or after `start`.
    ///
    /// Looks for the needle's rarest byte, which the C library does at the speed of memory, and compares around it.
    func firstRange(of needle: String, from start: Int) -> Int? {
        let pattern = Array(needle.utf8)
        guard !pattern.isEmpty, start >= 0, start + pattern.count <= count else { return nil }
        var (rarest, rank) = (0, -1)
        for (place, byte) in pattern.enumerated() {
            let found = Self.common.firstIndex(of: byte) ?? Self.common.count
            if found > rank { (rarest, rank) = (place, found) }
        }
        return withUnsafeBytes { text -> Int? in
            guard let base = text.baseAddress else { return nil }
            let last = text.count - pattern.count
            var position = start
            while position <= last {
                guard let found = memchr(base + position + rarest, Int32(pattern[rarest]), last + 1 - position) else { return nil }
                position = base.distance(to: UnsafeRawPointer(found)) - rarest
                if memcmp(base + position, pattern, pattern.count) == 0 { return position }
                position += 1
            }
            return nil
        }
    }
}

extension Array {
    /// The same in a buffer of its size: one that has grown may be twice as large.
    var withoutSpareRoom: [Element] { withUnsafeBufferPointer { Array($0) } }
}
