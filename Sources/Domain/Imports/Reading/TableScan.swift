/// Looks a file through as it is uploaded: what its encoding and delimiter are, that it can be read to its end, and what its first rows hold.
///
/// Refuses as soon as it is known that it can't be read: what comes after is not waited for.
package struct TableScan: Sendable {
    /// What was found.
    package struct Shape: Hashable, Sendable {
        package let encoding: TextEncoding
        package let delimiter: Delimiter
        /// All rows that are not blank, a header among them.
        package let rowCount: Int
        package let columnCount: Int
        /// The first rows, as they are read with that encoding.
        package let samples: [[String]]
    }

    /// What encoding and delimiter are guessed from.
    private static let headBytes = 65_536
    static let sampleRows = 50

    private var head: [UInt8] = []
    private var reader: TableReader?
    private var wide: TextEncoding?
    private var delimiter = Delimiter.comma
    private var isUTF8 = true
    private var samples: [TableRow] = []
    private var rowCount = 0
    private var columnCount = 0

    package init() {}

    package mutating func feed(_ bytes: [UInt8]) throws(TableFault) {
        guard reader == nil else { return try read(bytes) }
        head += bytes
        if head.count >= Self.headBytes { try begin(isWhole: false) }
    }

    package mutating func finish() throws(TableFault) -> Shape {
        if reader == nil { try begin(isWhole: true) }
        if let rest = try reader?.finish() { try note(rest) }
        guard rowCount > 0 else { throw TableFault(.empty) }
        let encoding = wide ?? (isUTF8 ? .utf8 : .windows1252)
        return Shape(
            encoding: encoding, delimiter: delimiter, rowCount: rowCount, columnCount: columnCount,
            samples: samples.map { $0.cells(in: encoding) })
    }

    private mutating func begin(isWhole: Bool) throws(TableFault) {
        if let words = FileMagic.words(for: head) { throw TableFault(.binary(words)) }
        wide = TextEncoding.wide(head: head)
        var text = head
        if let wide {
            var units = WideTextReader(isBigEndian: wide == .utf16BigEndian)
            text = try units.feed(head)
        }
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
        delimiter = Delimiter.guess(head: text, isWhole: isWhole)
        // With single bytes cells are what they are in UTF-8 and in Windows-1252: which of them it is shows at the end.
        reader = TableReader(encoding: wide ?? .utf8, delimiter: delimiter)
        let bytes = head
        head = []
        try read(bytes)
    }

    private mutating func read(_ bytes: [UInt8]) throws(TableFault) {
        guard let rows = try reader?.feed(bytes) else { return }
        try note(rows)
    }

    private mutating func note(_ rows: [TableRow]) throws(TableFault) {
        for row in rows {
            rowCount += 1
            guard rowCount <= TableLimits.rows else { throw TableFault(.tooManyRows, line: row.line) }
            columnCount = max(columnCount, row.count)
            if samples.count < Self.sampleRows { samples.append(row) }
            // A character never straddles two cells: what separates them is no part of one.
            if wide == nil, isUTF8 { isUTF8 = Self.isUTF8(row.bytes) }
        }
    }

    private static func isUTF8(_ bytes: [UInt8]) -> Bool {
        guard bytes.contains(where: { $0 >= 0x80 }) else { return true }
        return String(validating: bytes, as: UTF8.self) != nil
    }
}
