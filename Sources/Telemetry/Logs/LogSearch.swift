package import DataStore
import FoundationEssentials
import Logging
import Primitives

/// Looks through the recent window, from the newest line back.
package enum LogSearch {
    /// Blocks read at a time; at most two megabytes in memory.
    private static let step = 32

    /// - Returns: the newest first, and the id after which older ones follow.
    package static func lines(_ filter: LogFilter, in tx: ReadTransaction) throws -> (lines: [LogLine], next: LogLine.ID?) {
        let matcher = LogMatcher(filter)
        let severity = filter.level?.severity ?? 0
        var found: [LogLine] = []
        var newest = filter.before?.block ?? Int64.max
        while true {
            let blocks = try LogRows.blocks(upTo: newest, severity: severity, limit: step, in: tx)
            for block in blocks {
                let places = Array(LogLines(block.lines).enumerated())
                for (place, range) in places.reversed() {
                    if let before = filter.before, block.id == before.block, place >= before.place { continue }
                    let line = block.lines[range]
                    guard LogLines.severity(of: line) >= severity, matcher.matches(line) else { continue }
                    if found.count == filter.limit { return (found, found.last?.id) }
                    guard let members = members(of: line) else { continue }
                    found.append(LogLine(id: LogLine.ID(block: block.id, place: place), members: members))
                }
            }
            guard blocks.count == step, let last = blocks.last else { return (found, nil) }
            newest = last.id - 1
        }
    }

    /// `nil` for what is no JSON, which we never write: one bad line must not hide the others.
    private static func members(of line: ArraySlice<UInt8>) -> [String: JSONValue]? {
        do {
            return try JSONDecoder().decode([String: JSONValue].self, from: Data(line))
        } catch {
            return nil
        }
    }
}

/// Tells by the bytes of a line whether it is wanted, so that only what is shown is parsed.
private struct LogMatcher {
    private let exact: [[UInt8]]
    private let excluded: [UInt8]?
    private let text: [UInt8]?

    init(_ filter: LogFilter) {
        var exact: [[UInt8]] = []
        if let trace = filter.traceID { exact.append(Array(#""traceId":"\#(trace)""#.utf8)) }
        if let logger = filter.logger { exact.append(Array(#""logger":"#.utf8) + LogText.quoted(logger).dropLast()) }
        self.exact = exact
        excluded = filter.isWithQuiet ? nil : Array(#""quiet":"true""#.utf8)
        text = filter.text.map { LogText.quoted($0).dropFirst().dropLast().map(Self.lowercased) }
    }

    func matches(_ line: ArraySlice<UInt8>) -> Bool {
        line.withUnsafeBufferPointer { line in
            exact.allSatisfy { Self.holds(line, $0, by: { $0 }) } && (text.map { Self.holds(line, $0, by: Self.lowercased) } ?? true)
                && !(excluded.map { Self.holds(line, $0, by: { $0 }) } ?? false)
        }
    }

    private static func holds(_ line: UnsafeBufferPointer<UInt8>, _ wanted: [UInt8], by form: (UInt8) -> UInt8) -> Bool {
        guard let first = wanted.first else { return true }
        guard line.count >= wanted.count else { return false }
        for start in 0...(line.count - wanted.count) where form(line[start]) == first {
            var length = 1
            while length < wanted.count, form(line[start + length]) == wanted[length] { length += 1 }
            if length == wanted.count { return true }
        }
        return false
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
