/// A piece of a statement with the values of its parameters, in their order.
package struct SQLPart: Sendable {
    package var sql: String
    package var arguments: [any SQLConvertible]

    package init(_ sql: String, _ arguments: [any SQLConvertible] = []) {
        self.sql = sql
        self.arguments = arguments
    }
}

extension SQLReading {
    package func rows(_ part: SQLPart) throws -> [SQLRow] {
        try rows(part.sql, part.arguments)
    }

    /// The engine whose words a statement may need.
    package var dialect: Dialect { .sqlite }
}
