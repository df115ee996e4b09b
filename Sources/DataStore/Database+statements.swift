import GRDB
import GRDBSQLite
import Glibc
import Primitives

/// Statements run on SQLite itself. GRDB prepares and keeps them; its own way of binding and reading costs more than a small insert does.
extension Database {
    func rows(_ sql: String, _ arguments: [any SQLConvertible]) throws -> [SQLRow] {
        try withStatement(sql, arguments) { statement in
            guard try step(statement) else { return [] }
            let columns = SQLColumns(Self.columns(of: statement))
            var rows: [SQLRow] = []
            repeat {
                rows.append(SQLRow(columns: columns, values: columns.names.indices.map { Self.value(of: statement, at: Int32($0)) }))
            } while try step(statement)
            return rows
        }
    }

    func forEach(_ sql: String, _ arguments: [any SQLConvertible], _ body: ([SQLValue]) throws -> Void) throws {
        try withStatement(sql, arguments) { statement in
            let count = sqlite3_column_count(statement)
            while try step(statement) { try body((0..<count).map { Self.value(of: statement, at: $0) }) }
        }
    }

    /// Runs one statement to its end; answers how many rows it changed.
    @discardableResult
    func run(_ sql: String, _ arguments: [any SQLConvertible] = []) throws -> Int {
        try withStatement(sql, arguments) { statement in
            while try step(statement) {}
            return changesCount
        }
    }

    private func withStatement<Value>(
        _ sql: String, _ arguments: [any SQLConvertible], _ body: (OpaquePointer) throws -> Value
    ) throws -> Value {
        do {
            let statement = try cachedStatement(sql: sql).sqliteStatement
            defer { sqlite3_reset(statement) }
            // SQLite takes a missing value for NULL, without a word.
            guard Int(sqlite3_bind_parameter_count(statement)) == arguments.count else {
                throw StoreError(
                    .engine, "\(arguments.count) values for the \(sqlite3_bind_parameter_count(statement)) parameters of \(sql)")
            }
            for (position, argument) in arguments.enumerated() {
                try bind(argument.sqlValue, to: statement, at: Int32(position + 1))
            }
            return try body(statement)
        } catch {
            throw StoreError.translating(error)
        }
    }

    /// Whether there is a row; false at the end.
    private func step(_ statement: OpaquePointer) throws -> Bool {
        let code = sqlite3_step(statement)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw fault(code)
        }
    }

    private func bind(_ value: SQLValue, to statement: OpaquePointer, at index: Int32) throws {
        // SQLITE_TRANSIENT: SQLite makes a copy before the call returns.
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        let code: Int32
        switch value {
        case .null: code = sqlite3_bind_null(statement, index)
        case .integer(let integer): code = sqlite3_bind_int64(statement, index, integer)
        case .real(let real): code = sqlite3_bind_double(statement, index, real)
        case .text(var text):
            code = try text.withUTF8 { utf8 in
                // Without an address SQLite takes an empty text for NULL.
                guard let address = utf8.baseAddress else { return sqlite3_bind_text(statement, index, "", 0, transient) }
                // SQLite would hand it back cut short, PostgreSQL refuses it.
                if memchr(address, 0, utf8.count) != nil { throw StoreError(.constraint, "text with a NUL character can't be kept") }
                return address.withMemoryRebound(to: CChar.self, capacity: utf8.count) {
                    sqlite3_bind_text(statement, index, $0, Int32(utf8.count), transient)
                }
            }
        case .id(let high, let low):
            let length = ID<SQLValue>.textLength
            code = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: length) { text in
                ID<SQLValue>(high: high, low: low).writeText(to: text)
                return text.withMemoryRebound(to: CChar.self) {
                    sqlite3_bind_text(statement, index, $0.baseAddress, Int32(length), transient)
                }
            }
        case .blob(let bytes):
            code = bytes.withUnsafeBytes { bytes in
                bytes.isEmpty
                    ? sqlite3_bind_zeroblob(statement, index, 0)
                    : sqlite3_bind_blob(statement, index, bytes.baseAddress, Int32(bytes.count), transient)
            }
        }
        guard code == SQLITE_OK else { throw fault(code) }
    }

    private func fault(_ code: Int32) -> DatabaseError {
        DatabaseError(resultCode: ResultCode(rawValue: code), message: sqliteConnection.map { String(cString: sqlite3_errmsg($0)) })
    }

    private static func columns(of statement: OpaquePointer) -> [String] {
        (0..<sqlite3_column_count(statement)).map { sqlite3_column_name(statement, $0).map { String(cString: $0) } ?? "" }
    }

    private static func value(of statement: OpaquePointer, at index: Int32) -> SQLValue {
        switch sqlite3_column_type(statement, index) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, index))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, index))
        case SQLITE_TEXT:
            let text = UnsafeBufferPointer(start: sqlite3_column_text(statement, index), count: Int(sqlite3_column_bytes(statement, index)))
            return ID<SQLValue>(text: text).map { .id(high: $0.high, low: $0.low) } ?? .text(String(decoding: text, as: UTF8.self))
        case SQLITE_BLOB:
            let count = Int(sqlite3_column_bytes(statement, index))
            return .blob(Array(UnsafeRawBufferPointer(start: sqlite3_column_blob(statement, index), count: count)))
        default: return .null
        }
    }
}
