/// Reads the rows of a file whose encoding and delimiter are known.
struct TableReader: Sendable {
    private var wide: WideTextReader?
    private var parser: TableParser
    private var mark: [UInt8]
    private var isAtStart = true
    private var head: [UInt8] = []

    init(encoding: TextEncoding, delimiter: Delimiter) {
        wide = encoding.isWide ? WideTextReader(isBigEndian: encoding == .utf16BigEndian) : nil
        parser = TableParser(delimiter: delimiter.byte)
        mark = encoding == .windows1252 ? [] : [0xEF, 0xBB, 0xBF]
    }

    mutating func feed(_ bytes: [UInt8]) throws(TableFault) -> [TableRow] {
        try parse(try wide?.feed(bytes) ?? bytes)
    }

    mutating func finish() throws(TableFault) -> [TableRow] {
        try wide?.finish()
        var rows = isAtStart ? try parser.feed(head) : []
        if let last = try parser.finish() { rows.append(last) }
        return rows
    }

    /// Without the byte order mark, which is UTF-8 by now.
    private mutating func parse(_ bytes: [UInt8]) throws(TableFault) -> [TableRow] {
        guard isAtStart else { return try parser.feed(bytes) }
        head += bytes
        guard head.count >= mark.count else { return [] }
        isAtStart = false
        let text = !mark.isEmpty && head.starts(with: mark) ? head.dropFirst(mark.count) : head[...]
        head = []
        return try parser.feed(text)
    }
}
