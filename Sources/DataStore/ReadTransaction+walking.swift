extension ReadTransaction {
    /// Calls `body` with the values of each row as it is read: nothing but one row is in memory.
    package func forEach(_ sql: String, _ arguments: [any SQLConvertible] = [], _ body: ([SQLValue]) throws -> Void) throws {
        try database.forEach(sql, arguments, body)
    }
}
