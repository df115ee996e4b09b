import Primitives

/// What stands between the cells of a row.
package enum Delimiter: String, Sendable, CaseIterable, Codable, JSONWritable {
    case comma
    case semicolon
    case tab

    var byte: UInt8 {
        switch self {
        case .comma: UInt8(ascii: ",")
        case .semicolon: UInt8(ascii: ";")
        case .tab: 0x09
        }
    }

    /// The one with which most rows of `head` have as many cells as each other, and the more the better; comma when none shows up.
    ///
    /// - Parameter isWhole: whether nothing comes after `head`; else its last row is cut off and counts for nothing.
    static func guess(head: [UInt8], isWhole: Bool) -> Delimiter {
        let scores = allCases.map { (delimiter: $0, score: $0.score(of: head, isWhole: isWhole)) }
        let best = scores.max { $0.score < $1.score }
        return best.flatMap { $0.score > 0 ? $0.delimiter : nil } ?? .comma
    }

    private func score(of head: [UInt8], isWhole: Bool) -> Double {
        var parser = TableParser(delimiter: byte)
        var counts: [Int: Int] = [:]
        do throws(TableFault) {
            for row in try parser.feed(head) { counts[row.count, default: 0] += 1 }
            if isWhole || counts.isEmpty, let last = try parser.finish() { counts[last.count, default: 0] += 1 }
        } catch {
            // What stands before the fault tells as much; a fault that is only one with this delimiter counts against it.
            if counts.isEmpty || error.kind == .textAfterQuote { return 0 }
        }
        let total = counts.values.reduce(0, +)
        guard total > 0, let mode = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }), mode.key > 1 else { return 0 }
        return Double(mode.value) / Double(total) + Double(min(mode.key, 100)) / 1_000
    }
}
