/// The values of a row in the order in which the statement names its columns; for rows that are read thousands of times a second.
package struct SQLFields {
    private let row: SQLRow
    private var position = 0

    init(_ row: SQLRow) {
        self.row = row
    }

    /// The next value; throws `StoreError` when there is none or it has another type, which is a defect of the query.
    package mutating func next<Value: SQLConvertible>(_ type: Value.Type = Value.self) throws(StoreError) -> Value {
        guard position < row.values.count else { throw StoreError(.unreadableRow, "a row has \(position) columns and no more") }
        defer { position += 1 }
        return try Value.read(row.values[position], of: row.columns.names[position])
    }
}

extension SQLRow {
    package var fields: SQLFields { SQLFields(self) }
}
