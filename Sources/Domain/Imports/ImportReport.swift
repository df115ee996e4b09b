import Blobs
import DataStore
import Primitives

/// The refused rows of an import as they came, each with its line and the reason, read part by part as they are asked for.
package struct ImportReport: Sendable {
    private static let pageSize = 500

    private let value: Import
    private let store: Store
    private var chunks: BlobChunks.AsyncIterator
    private var reader: TableReader
    private var isAtStart = true
    private var isAtEnd = false
    private var isHeader: Bool
    /// Refusals that are still to be found, by line; a page of them.
    private var refusals: ArraySlice<(line: Int, reason: String)> = []
    private var lastLine = 0

    init(_ value: Import, chunks: BlobChunks, store: Store) {
        self.value = value
        self.store = store
        self.chunks = chunks.makeAsyncIterator()
        reader = TableReader(encoding: value.encoding, delimiter: value.delimiter)
        isHeader = value.hasHeader
    }

    /// The next part of the file; `nil` after the last.
    package mutating func next() async throws -> String? {
        if isAtStart {
            isAtStart = false
            let names = value.columns.map { $0.name ?? "column \($0.index + 1)" }
            // A byte order mark, by which spreadsheets know UTF-8.
            return "\u{FEFF}" + CSVText.line(names + ["line", "reason"])
        }
        guard !isAtEnd else { return nil }
        if refusals.isEmpty, try await !loadRefusals() {
            isAtEnd = true
            return nil
        }
        let rows: [TableRow]
        if let bytes = try await chunks.next() {
            rows = try reader.feed(bytes)
        } else {
            isAtEnd = true
            rows = try reader.finish()
        }
        var text = ""
        for row in rows {
            if isHeader {
                isHeader = false
                continue
            }
            guard let wanted = refusals.first else { break }
            guard row.line == wanted.line else { continue }
            var cells = row.cells(in: value.encoding)
            while cells.count < value.columns.count { cells.append("") }
            text += CSVText.line(cells + ["\(row.line)", wanted.reason])
            refusals = refusals.dropFirst()
            if refusals.isEmpty, try await !loadRefusals() { break }
        }
        return text
    }

    /// - Returns: whether there are more.
    private mutating func loadRefusals() async throws -> Bool {
        let page = try await store.read { [id = value.id, lastLine] in
            try ImportRows.refusals(of: id, after: lastLine, limit: Self.pageSize, in: $0)
        }
        refusals = page[...]
        lastLine = page.last?.line ?? lastLine
        return !page.isEmpty
    }
}
