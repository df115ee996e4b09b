import GRDB
import Primitives

/// The file of a database that no node has open: a copy, or what is restored. Its methods block.
///
/// Nothing is migrated: what is looked at stays as it is.
package final class DatabaseFile: Sendable {
    private let queue: DatabaseQueue

    /// - Throws: ``StoreError`` `inputOutput` when there is no such file.
    package convenience init(path: String) throws {
        try self.init(opening: path, called: path, Configuration())
    }

    /// Opens it for looking alone.
    ///
    /// - Parameter isStill: nobody writes to it meanwhile. Then reading leaves nothing beside it, and a log of writes is not looked at
    ///   (sqlite.org/uri.html#uriimmutable).
    package convenience init(reading path: String, isStill: Bool) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        let escaped = path.split(separator: "/", omittingEmptySubsequences: false).map { PercentEncoding.encode(segment: String($0)) }
            .joined(separator: "/")
        try self.init(opening: isStill ? "file:\(escaped)?immutable=1" : path, called: path, configuration)
    }

    private init(opening address: String, called path: String, _ configuration: Configuration) throws {
        do {
            var configuration = configuration
            configuration.label = "uprising file"
            configuration.prepareDatabase { database in
                // Opening makes a file where there is none; asking it anything does.
                guard try String.fetchOne(database, sql: "SELECT name FROM sqlite_master WHERE name = 'schema_migration'") != nil else {
                    throw StoreError(.corrupt, "\(path) is no database of a node")
                }
            }
            queue = try DatabaseQueue(path: address, configuration: configuration)
        } catch {
            throw StoreError.translating(error)
        }
    }

    package func close() throws {
        do { try queue.close() } catch { throw StoreError.translating(error) }
    }

    package func read<Value>(_ body: (ReadTransaction) throws -> Value) throws -> Value {
        do {
            return try queue.read { try body(ReadTransaction(database: $0)) }
        } catch {
            throw StoreError.translating(error)
        }
    }

    /// As ``Store/copy(to:pause:)``, of a data folder that nobody else holds.
    package func copy(to path: String, pause: @escaping () throws -> Void) throws {
        do {
            try queue.read { try $0.copy(to: path, pagesPerStep: 4_096, pause: pause) }
        } catch {
            throw StoreError.translating(error)
        }
    }

    package func epoch() throws -> String {
        try read { try $0.value("SELECT epoch FROM store_epoch") ?? "" }
    }

    /// In the order of their names.
    package func schema() throws -> [SchemaStep] {
        try read { tx in
            try tx.rows("SELECT name, checksum FROM schema_migration ORDER BY name").map { row in
                SchemaStep(name: try row["name"], checksum: try row["checksum"])
            }
        }
    }

    /// The rows of every table, by its name.
    package func rowCounts() throws -> [String: Int64] {
        try read { tx in
            // The tables behind a full-text index are its own affair.
            let names = try tx.rows(
                """
                SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'
                """
            ).map { try $0["name"] as String }
            return try names.reduce(into: [:]) { counts, name in
                counts[name] = try tx.value("SELECT count(*) FROM \"\(name)\"")
            }
        }
    }

    /// As ``Store/integrityFaults()``.
    package func integrityFaults() throws -> [String] {
        try read { try Store.integrityFaults($0) }
    }

    /// As ``integrityFaults()``, but for what only an index knows, and so in half the time.
    package func quickFaults() throws -> [String] {
        try read { tx in
            let pages = try tx.rows("PRAGMA quick_check(100)").map { try $0["quick_check"] as String }.filter { $0 != "ok" }
            return try pages + Store.missingReferences(tx)
        }
    }

    /// Ends what is being read, from any thread; whoever reads it gets ``StoreError`` `engine`.
    package func interrupt() { queue.interrupt() }

    /// Makes it the beginning of another history, in one transaction that is on the disk when this returns: every cursor into the one before
    /// is told to begin anew.
    ///
    /// - Parameter statements: what is not true in the new one.
    package func beginEpoch(_ statements: [String]) throws {
        do {
            try queue.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = FULL")
                try database.inTransaction(.immediate) {
                    try database.execute(sql: "UPDATE store_epoch SET epoch = ?", arguments: [ID<Store>().description])
                    for statement in statements { try database.execute(sql: statement) }
                    return .commit
                }
                _ = try database.checkpoint(.truncate)
            }
        } catch {
            throw StoreError.translating(error)
        }
    }
}
