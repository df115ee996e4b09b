import Primitives

/// Where each place of a bundled script comes from (ECMA-426).
package struct SourceMap: Sendable {
    package struct Place: Hashable, Sendable {
        package let source: String
        /// From 1.
        package let line: Int
        /// From 1.
        package let column: Int
        package let name: String?
    }

    private struct Segment {
        let column: Int32
        let source: Int32
        let line: Int32
        let sourceColumn: Int32
        let name: Int32
    }

    package static let byteLimit = 33_554_432
    /// Of the largest script; what has more is no map of ours.
    private static let segmentLimit = 2_000_000

    private let sources: [String]
    private let names: [String]
    private let segments: [Segment]
    /// Where the segments of each line begin; one more for the end.
    private let lineStarts: [Int]

    /// `nil` for what is no map of version 3, or holds what points outside of it.
    package init?(_ bytes: [UInt8]) {
        let limits = BoundedJSON.Limits(bytes: Self.byteLimit, depth: 4, values: 500_000, stringBytes: Self.byteLimit)
        guard let json = try? BoundedJSON.parse(bytes, limits), json["version"]?.integer == 3, let mappings = json["mappings"]?.string
        else {
            return nil
        }
        sources = (json["sources"]?.array ?? []).map { $0.string ?? "" }
        names = (json["names"]?.array ?? []).map { $0.string ?? "" }
        var segments: [Segment] = []
        var lineStarts = [0]
        var column: Int32 = 0
        // source, line, column, name; each is told by its difference to the one before.
        var state: (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
        var reader = VLQReader(Array(mappings.utf8))
        while let mark = reader.mark {
            switch mark {
            case UInt8(ascii: ";"):
                reader.skip()
                lineStarts.append(segments.count)
                column = 0
            case UInt8(ascii: ","): reader.skip()
            default:
                guard let fields = reader.fields(), segments.count < Self.segmentLimit else { return nil }
                column &+= fields[0]
                guard fields.count >= 4 else { continue }
                state.0 &+= fields[1]
                state.1 &+= fields[2]
                state.2 &+= fields[3]
                if fields.count == 5 { state.3 &+= fields[4] }
                segments.append(
                    Segment(
                        column: column, source: state.0, line: state.1, sourceColumn: state.2, name: fields.count == 5 ? state.3 : -1))
            }
        }
        lineStarts.append(segments.count)
        self.segments = segments
        self.lineStarts = lineStarts
    }

    /// - Parameters:
    ///   - line: from 1, as in stack traces.
    ///   - column: from 1.
    package func place(line: Int, column: Int) -> Place? {
        guard line >= 1, line < lineStarts.count, column >= 1 else { return nil }
        var low = lineStarts[line - 1]
        var high = lineStarts[line]
        let first = low
        // The last segment that begins at or before the column.
        while low < high {
            let middle = (low + high) / 2
            if segments[middle].column <= Int32(clamping: column - 1) { low = middle + 1 } else { high = middle }
        }
        guard low > first, case let segment = segments[low - 1], sources.indices.contains(Int(segment.source)), segment.line >= 0 else {
            return nil
        }
        return Place(
            source: sources[Int(segment.source)], line: Int(segment.line) + 1, column: Int(segment.sourceColumn) + 1,
            name: names.indices.contains(Int(segment.name)) ? names[Int(segment.name)] : nil)
    }
}

/// Numbers in base 64, six bits a digit of which one says that more follow, the lowest bit the sign.
private struct VLQReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var mark: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skip() { position += 1 }

    /// The one, four or five numbers of a segment.
    mutating func fields() -> [Int32]? {
        var fields: [Int32] = []
        while let mark, mark != UInt8(ascii: ","), mark != UInt8(ascii: ";") {
            guard let number = number(), fields.count < 5 else { return nil }
            fields.append(number)
        }
        return fields.count == 1 || fields.count >= 4 ? fields : nil
    }

    private mutating func number() -> Int32? {
        var value: Int64 = 0
        var shift: Int64 = 0
        while position < bytes.count, shift <= 30 {
            guard let digit = Self.digit(bytes[position]) else { return nil }
            position += 1
            value |= Int64(digit & 31) << shift
            if digit & 32 == 0 { return Int32(exactly: value & 1 == 1 ? -(value >> 1) : value >> 1) }
            shift += 5
        }
        return nil
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 65...90: byte - 65
        case 97...122: byte - 71
        case 48...57: byte + 4
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
