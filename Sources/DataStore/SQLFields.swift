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
        guard let value = Value(sqlValue: row.values[position]) else {
            throw StoreError(.unreadableRow, "column \(row.columns[position]) does not hold a \(Value.self)")
        }
        return value
    }

    /// The same for a value that may be absent. Of its own, for the conformance of an optional is looked up at run time, which costs more than
    /// the value.
    package mutating func next<Value: SQLConvertible>(_ type: Value?.Type = Value?.self) throws(StoreError) -> Value? {
        guard position < row.values.count, case .null = row.values[position] else { return try next(Value.self) }
        position += 1
        return nil
    }
}

extension SQLRow {
    package var fields: SQLFields { SQLFields(self) }
}
