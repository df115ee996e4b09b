/// What can be asked of the database inside a transaction. All statements of one transaction see one state.
package protocol SQLReading {
    /// Every row of `sql`; bound the result with `LIMIT`.
    func rows(_ sql: String, _ arguments: [any SQLConvertible]) throws -> [SQLRow]
}

extension SQLReading {
    package func rows(_ sql: String) throws -> [SQLRow] {
        try rows(sql, [])
    }

    /// The first row, if there is one.
    package func row(_ sql: String, _ arguments: [any SQLConvertible] = []) throws -> SQLRow? {
        try rows(sql, arguments).first
    }

    /// The first column of the first row, if there is one.
    package func value<Value: SQLConvertible>(
        _ sql: String, _ arguments: [any SQLConvertible] = [], as type: Value.Type = Value.self
    ) throws -> Value? {
        guard let row = try row(sql, arguments), let stored = row.values.first else { return nil }
        guard let value = Value(sqlValue: stored) else {
            throw StoreError(.unreadableRow, "the result is not a \(Value.self)")
        }
        return value
    }
}
