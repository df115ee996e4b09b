/// Takes delimited text apart as it comes (RFC 4180): quoted cells, quotes written twice, line breaks in cells; CRLF, LF and CR, also mixed.
///
/// Works on bytes of any encoding that has ASCII in it. Holds one row, which is bounded, and never looks back.
struct TableParser: Sendable {
    private enum State {
        case cellStart
        case plain
        case quoted
        /// A quote inside of quotes: the first of two, or the closing one.
        case quoteInQuoted
    }

    let delimiter: UInt8
    private var state = State.cellStart
    private var row: TableRow
    private var line = 1
    /// Where the quote was opened in which the parser is.
    private var opened = (line: 1, column: 1)
    private var skipsLineFeed = false

    init(delimiter: UInt8) {
        self.delimiter = delimiter
        row = TableRow(line: 1)
    }

    /// The rows that `bytes` complete; blank ones are left out.
    mutating func feed(_ bytes: some Sequence<UInt8>) throws(TableFault) -> [TableRow] {
        var rows: [TableRow] = []
        for byte in bytes {
            if let row = try take(byte) { rows.append(row) }
        }
        return rows
    }

    /// The last row, if the text does not end with a line break.
    mutating func finish() throws(TableFault) -> TableRow? {
        if state == .quoted { throw TableFault(.openQuote, line: opened.line, column: opened.column) }
        guard state != .cellStart || row.count > 0 else { return nil }
        return endRow()
    }

    private mutating func take(_ byte: UInt8) throws(TableFault) -> TableRow? {
        if skipsLineFeed {
            skipsLineFeed = false
            if byte == 0x0A { return nil }
        }
        if byte == 0 { throw fault(.nul) }
        switch state {
        case .cellStart, .plain:
            switch byte {
            case UInt8(ascii: "\"") where state == .cellStart:
                state = .quoted
                opened = (line, row.count + 1)
            case delimiter: try endCell()
            case 0x0A, 0x0D: return endLine(byte)
            default:
                state = .plain
                try append(byte)
            }
        case .quoted:
            switch byte {
            case UInt8(ascii: "\""): state = .quoteInQuoted
            case 0x0A, 0x0D:
                // One kind of line break in what is kept.
                skipsLineFeed = byte == 0x0D
                line += 1
                try append(0x0A)
            default: try append(byte)
            }
        case .quoteInQuoted:
            switch byte {
            case UInt8(ascii: "\""):
                state = .quoted
                try append(byte)
            case delimiter: try endCell()
            case 0x0A, 0x0D: return endLine(byte)
            // Programs that align their columns leave spaces there.
            case 0x20: break
            default: throw fault(.textAfterQuote)
            }
        }
        return nil
    }

    private mutating func append(_ byte: UInt8) throws(TableFault) {
        guard row.cellByteCount < TableLimits.cellBytes else {
            throw TableFault(.cellTooLong, line: state == .plain ? line : opened.line, column: row.count + 1)
        }
        guard row.byteCount < TableLimits.rowBytes else { throw TableFault(.rowTooLong, line: row.line, column: row.count + 1) }
        row.append(byte)
    }

    private mutating func endCell() throws(TableFault) {
        guard row.count + 1 < TableLimits.columns else { throw fault(.tooManyColumns) }
        row.endCell()
        state = .cellStart
    }

    private mutating func endLine(_ byte: UInt8) -> TableRow? {
        skipsLineFeed = byte == 0x0D
        line += 1
        return endRow()
    }

    private mutating func endRow() -> TableRow? {
        row.endCell()
        state = .cellStart
        let ended = row
        row = TableRow(line: line)
        return ended.isBlank ? nil : ended
    }

    private func fault(_ kind: TableFault.Kind) -> TableFault { TableFault(kind, line: line, column: row.count + 1) }
}
