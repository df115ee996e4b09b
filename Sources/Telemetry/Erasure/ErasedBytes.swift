import Glibc

/// Takes texts that stand for somebody out of lines and rows of JSON, whatever the case of their ASCII letters.
struct ErasedBytes {
    private static let mark = Array("[erased]".utf8)

    /// Each as a line of the log has it, as it is, and as an address of the web has it, in lower case; the longest first.
    private let terms: [[UInt8]]

    init(_ texts: [String]) {
        let forms = texts.flatMap { text in
            let encoded = text.replacing("@", with: "%40").replacing("+", with: "%2B")
            // As a line quotes it: of an address, the first letter and the domain.
            return [Array(LogText.quoted(text).dropFirst().dropLast()), Array(text.utf8), Array(encoded.utf8)]
        }
        terms = Set(forms.map { $0.map(Self.lowercased) }).filter { !$0.isEmpty }.sorted { $0.count > $1.count }
    }

    func isIn(_ bytes: [UInt8]) -> Bool {
        let folded = bytes.map(Self.lowercased)
        return terms.contains { Self.find($0, in: folded, from: 0) != nil }
    }

    /// `nil` when none of them is in it.
    func replacing(in bytes: [UInt8]) -> [UInt8]? {
        var result: [UInt8]?
        for term in terms {
            let text = result ?? bytes
            let folded = text.map(Self.lowercased)
            guard var place = Self.find(term, in: folded, from: 0) else { continue }
            var replaced: [UInt8] = []
            var end = 0
            while true {
                replaced += text[end..<place]
                replaced += Self.mark
                end = place + term.count
                guard let next = Self.find(term, in: folded, from: end) else { break }
                place = next
            }
            result = replaced + text[end...]
        }
        return result
    }

    func replacing(in text: String) -> String? {
        replacing(in: Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func find(_ term: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard let first = term.first else { return nil }
        return bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return nil }
            var place = start
            while place + term.count <= bytes.count {
                guard let found = memchr(base + place, Int32(first), bytes.count - term.count - place + 1) else { return nil }
                place = UnsafeRawPointer(found) - base
                if memcmp(base + place, term, term.count) == 0 { return place }
                place += 1
            }
            return nil
        }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        byte &- 0x41 < 26 ? byte | 0x20 : byte
    }
}
