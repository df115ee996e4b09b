import Foundation
import GRDB

/// A view of one committed state, lent for the time of a closure.
package struct ReadTransaction: SQLReading {
    let database: Database

    package func rows(_ sql: String, _ arguments: [any SQLConvertible]) throws -> [SQLRow] {
        try database.rows(sql, arguments)
    }
}

extension Database {
    func rows(_ sql: String, _ arguments: [any SQLConvertible]) throws -> [SQLRow] {
        do {
            let cursor = try Row.fetchCursor(cachedStatement(sql: sql), arguments: StatementArguments(storing: arguments))
            var columns: [String] = []
            var rows: [SQLRow] = []
            while let row = try cursor.next() {
                if rows.isEmpty { columns = Array(row.columnNames) }
                rows.append(SQLRow(columns: columns, values: row.databaseValues.map(SQLValue.init(stored:))))
            }
            return rows
        } catch {
            throw StoreError.translating(error)
        }
    }
}

extension StatementArguments {
    /// Refuses text with a NUL: SQLite would hand it back cut short, PostgreSQL refuses it.
    init(storing values: [any SQLConvertible]) throws(StoreError) {
        let stored = values.map { $0.sqlValue }
        for case .text(var text) in stored where text.withUTF8({ $0.contains(0) }) {
            throw StoreError(.constraint, "text with a NUL character can't be kept")
        }
        self.init(stored.map { $0.databaseValue })
    }
}

extension SQLValue {
    init(stored value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let integer): self = .integer(integer)
        case .double(let real): self = .real(real)
        case .string(let text): self = .text(text)
        case .blob(let bytes): self = .blob([UInt8](bytes))
        }
    }

    var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let integer): integer.databaseValue
        case .real(let real): real.databaseValue
        case .text(let text): text.databaseValue
        case .blob(let bytes): Data(bytes).databaseValue
        }
    }
}
