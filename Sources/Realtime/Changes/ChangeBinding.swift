import NIOCore

/// One entry of a join's `postgres_changes`, as the client wrote it.
struct ChangeBinding: Sendable {
    /// Not zero, which stock Python takes for none.
    let id: Int
    /// The entry as it came, with the id: clients compare it with what they sent.
    let echo: String
    private let event: String?
    private let schema: String?
    private let table: String?
    private let filter: String?
    private let columns: [String]

    /// `nil` for anything but an object.
    init?(_ entry: JSONSlice, id: Int) {
        guard entry.isObject else { return nil }
        self.id = id
        // An id that the client wrote stands before ours, and the last one counts (RFC 8259 §4 leaves it open; all parsers do so).
        let start = String(buffer: entry.bytes).dropLast()
        let isEmpty = entry.bytes.readableBytesView.dropFirst().dropLast().allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
        echo = "\(start)\(isEmpty ? "" : ",")\"id\":\(id)}"
        event = entry["event"]?.string
        schema = entry["schema"]?.string
        table = entry["table"]?.string
        // What is no text is no filter either: it is refused by its reader, not left out, which would bring more rows than were meant.
        filter = entry["filter"].flatMap { value in value.isNull ? nil : value.string ?? String(buffer: value.bytes) }
        columns = entry["select"]?.elements(limit: .max)?.map { $0.string ?? String(buffer: $0.bytes) } ?? []
    }

    /// What is to be watched for this entry.
    ///
    /// - Parameter readable: the tables that the subscriber may read.
    /// - Throws: what is wrong with it.
    func watches(_ readable: [ChangeTable]) throws(ChangeFault) -> [ChangeWatch] {
        let kind = try kind()
        if let schema, schema != ChangeTable.schema, schema != "*" {
            throw .parameters("There is no schema \(ChangeFault.quote(schema)); the tables are in `\(ChangeTable.schema)`.")
        }
        let filter = (filter ?? "").contains { !$0.isWhitespace } ? filter : nil
        guard let table, table != "*" else {
            guard filter == nil, columns.isEmpty else { throw .parameters("A filter or a selection of columns needs a table.") }
            if readable.isEmpty { throw .parameters("There is no table that you may read.") }
            return readable.map { ChangeWatch(id: id, table: $0, kind: kind, filter: nil, selection: .all) }
        }
        guard let found = readable.first(where: { $0.name == table }) else {
            let names = readable.map { "`\($0.name)`" }.joined(separator: ", ")
            let choice = readable.isEmpty ? "there is none that you may read" : "you may read \(names)"
            throw .parameters("There is no table \(ChangeFault.quote(table)) for you; \(choice).")
        }
        return [
            ChangeWatch(
                id: id, table: found, kind: kind, filter: try filter.map { text throws(ChangeFault) in try ChangeFilter(text, of: found) },
                selection: try selection(of: found))
        ]
    }

    private func kind() throws(ChangeFault) -> ChangeKind? {
        guard let event, event != "*" else { return nil }
        guard let kind = ChangeKind(rawValue: event.uppercased()) else {
            throw .parameters("An event is *, INSERT, UPDATE or DELETE, not \(ChangeFault.quote(event)).")
        }
        return kind
    }

    private func selection(of table: ChangeTable) throws(ChangeFault) -> ColumnSelection {
        if columns.isEmpty { return .all }
        var positions: Set<Int> = []
        for column in columns {
            guard let position = table.position(of: column) else {
                throw .parameters("The table `\(table.name)` has no column \(ChangeFault.quote(column)).")
            }
            positions.insert(position)
        }
        return positions.count == table.columns.count ? .all : .some(positions)
    }
}
