/// Why a file can't be read as a table, and where.
package struct TableFault: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        /// There is nothing in it.
        case empty
        /// It is a file of another kind, in words.
        case binary(String)
        case nul
        /// A quote was opened there and never closed.
        case openQuote
        /// After a cell's closing quote comes something else than a delimiter or the end of the line.
        case textAfterQuote
        case cellTooLong
        case rowTooLong
        case tooManyColumns
        case tooManyRows
        /// UTF-16 that breaks off in the middle of a character, or holds half of a pair.
        case brokenUTF16
    }

    package let kind: Kind
    /// Of the file, from 1; a cell with line breaks takes several.
    package let line: Int
    /// Of the table, from 1.
    package let column: Int

    init(_ kind: Kind, line: Int = 1, column: Int = 1) {
        self.kind = kind
        self.line = line
        self.column = column
    }

    package var description: String {
        switch kind {
        case .empty: "The file is empty."
        case .binary(let words): "This is \(words). Save the table as CSV and send that."
        case .nul: "\(place): there is a NUL byte, which no text has. Is this a CSV file?"
        case .openQuote: "\(place): a quote is opened there and never closed."
        case .textAfterQuote:
            "\(place): after the closing quote comes something else than a delimiter. A quote inside of a quoted cell is written twice."
        case .cellTooLong: "\(place): the cell is longer than \(TableLimits.cellBytes) bytes. Is there a quote that is never closed?"
        case .rowTooLong: "\(place): the row is longer than \(TableLimits.rowBytes) bytes. Is there a quote that is never closed?"
        case .tooManyColumns: "\(place): a row has more than \(TableLimits.columns) columns."
        case .tooManyRows: "\(place): the table has more than \(TableLimits.rows) rows. Split the file."
        case .brokenUTF16: "\(place): the UTF-16 text is broken."
        }
    }

    private var place: String { "Line \(line), column \(column)" }
}
