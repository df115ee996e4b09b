import DataStore
import Primitives

/// Puts the lines of one file into its table.
struct RowLoading {
    let table: PortableTable
    /// Every column of the table.
    let all: [PortableColumn]
    let workspace: String
    /// Ids that are written in the place of others.
    let replacing: [String: String]

    private var name: String { ExportName.rows(table) }

    func run(from archive: ExportArchive, _ tx: WriteTransaction) throws {
        let columns = all.filter { table.left[$0.name] == nil }
        let line = PortableLine(columns)
        let filled = table.left.sorted { $0.key < $1.key }.filter { if case .schema = $0.value { false } else { true } }
        let names = columns.map(\.name) + filled.map(\.key)
        let sql = """
            INSERT INTO \(table.table) (\(names.map { "\"\($0)\"" }.joined(separator: ", ")))
            VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))
            """
        // The workspace is itself in its own file, and in a column of nearly all others.
        let owner = columns.firstIndex { $0.name == (table.table == "workspace" ? "id" : "workspace_id") }
        var lines = LineSplitter()
        try archive.read(name) { bytes in
            try lines.take(bytes, of: name) { text, number in
                do {
                    let values = try line.values(of: replaced(text).dropLast())
                    if let owner, values[owner] != .text(workspace) { throw JSONLineFault("it is of another workspace") }
                    try tx.execute(sql, values + filled.map { Self.value(of: $0.value) })
                } catch let fault as JSONLineFault {
                    throw PortabilityError(.damaged, "\(name), line \(number): \(fault.message).")
                } catch let error as StoreError where error.code == .constraint {
                    throw PortabilityError(.damaged, "\(name), line \(number): the database does not take it (\(error.message)).")
                }
            }
        }
        try lines.finish(name)
    }

    private static func value(of arrival: PortableTable.Arrival) -> SQLValue {
        switch arrival {
        case .value(let value): value
        case .freshID: ID<RowLoading>().sqlValue
        case .schema: .null
        }
    }

    /// An id is told by its dashes, wherever it stands: in a column, in JSON, in what somebody said.
    private func replaced(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard !replacing.isEmpty, line.count >= 36 else { return line }
        var text = line
        let dash = UInt8(ascii: "-")
        var place = text.startIndex
        while place + 36 <= text.endIndex {
            guard text[place + 8] == dash, text[place + 13] == dash, text[place + 18] == dash, text[place + 23] == dash,
                let other = replacing[String(decoding: text[place..<place + 36], as: UTF8.self)]
            else {
                place += 1
                continue
            }
            text.replaceSubrange(place..<place + 36, with: other.utf8)
            place += 36
        }
        return text
    }
}
