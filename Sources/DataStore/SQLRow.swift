/// One row of a result, read by column name.
package struct SQLRow: Sendable {
    let columns: [String]
    let values: [SQLValue]

    /// The value of `column`; throws `StoreError` when the column is missing or holds another type, which is a defect of the query.
    package subscript<Value: SQLConvertible>(_ column: String) -> Value {
        get throws(StoreError) {
            guard let index = columns.firstIndex(of: column) else {
                throw StoreError(.unreadableRow, "no column \(column) among \(columns.joined(separator: ", "))")
            }
            guard let value = Value(sqlValue: values[index]) else {
                throw StoreError(.unreadableRow, "column \(column) does not hold a \(Value.self)")
            }
            return value
        }
    }
}
