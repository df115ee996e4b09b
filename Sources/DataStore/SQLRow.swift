/// One row of a result, read by column name.
package struct SQLRow: Sendable {
    let columns: SQLColumns
    let values: [SQLValue]

    /// The value of `column`; throws `StoreError` when the column is missing or holds another type, which is a defect of the query.
    package subscript<Value: SQLConvertible>(_ column: String) -> Value {
        get throws(StoreError) {
            guard let index = columns.index(of: column) else {
                throw StoreError(.unreadableRow, "no column \(column) among \(columns.names.joined(separator: ", "))")
            }
            return try Value.read(values[index], of: column)
        }
    }
}
