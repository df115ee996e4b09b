import CFullText
import CMappedFile
import CSQLite
import Foundation
import GRDB
package import Primitives

/// The database of one node: many readers, one writer, and an acknowledged write that survives a power cut.
///
/// SQLite in WAL mode with `synchronous=FULL`. Exactly one connection writes or checkpoints (SQLite 3.7.0 to 3.51.2 can
/// corrupt a WAL database when two do so at the same time); all others are read-only.
package final class Store: Sendable {
    /// Changes when the history of the database does: a new database, or one restored from a backup.
    package let epoch: String
    package let dialect = Dialect.sqlite

    private let path: String
    private let pool: DatabasePool
    private let writer: GroupCommit
    private let lanes = ReadLanes(count: readerCount)

    /// Opens the database at `path`, creating it if there is none, and brings its schema forward.
    ///
    /// - Parameter progress: told of each migration before it runs, within their one transaction; what it throws leaves the schema as it was.
    /// - Throws: ``StoreError`` `schemaMismatch` if the database was written by a newer version or a released migration changed.
    package init(
        path: String, migrations: [Migration], clock: WallClock = .system, progress: (MigrationStep) throws -> Void = { _ in }
    ) throws {
        _ = Self.sqlite
        self.path = path
        do {
            pool = try DatabasePool(path: path, configuration: Self.configuration())
            try pool.writeWithoutTransaction { try Self.flushEveryCommit(of: $0) }
            try withoutActuallyEscaping(progress) { [pool, dialect] progress in
                try Migrator(migrations: migrations, dialect: dialect, clock: clock, progress: progress).run(on: pool)
            }
            epoch = try pool.writeWithoutTransaction { try Self.epoch(in: $0) }
        } catch {
            throw StoreError.translating(error)
        }
        writer = GroupCommit(pool: pool)
    }

    /// Runs `body` on one committed state; writers go on meanwhile.
    ///
    /// - Throws: what `body` throws, `CancellationError` for a caller who was cancelled before, or ``StoreError``.
    package func read<Value: Sendable>(_ body: @escaping @Sendable (ReadTransaction) throws -> Value) async throws -> Value {
        try Task.checkCancellation()
        return try await withCheckedThrowingContinuation { continuation in
            lanes.submit { [pool] in
                let result = Result { try pool.unsafeRead { try Self.read($0, body) } }
                continuation.resume(with: result.mapError { StoreError.translating($0) })
            }
        }
    }

    /// By statements that are kept: preparing them anew takes longer than many a reading.
    private static func read<Value>(_ database: Database, _ body: (ReadTransaction) throws -> Value) throws -> Value {
        try database.run("BEGIN DEFERRED")
        // A failure of the engine may have ended it. Nothing was written that could be lost.
        defer { if database.isInsideTransaction { try? database.rollback() } }
        let value = try body(ReadTransaction(database: database))
        try database.run("COMMIT")
        return value
    }

    /// Runs `body` in a transaction and returns once its commit is on disk.
    ///
    /// A thrown error undoes this write alone. Writes of several callers share a commit, in the order in which they were submitted.
    /// `body` may run twice, the first time undone, when a write beside it fails: outside the transaction it acts by
    /// ``WriteTransaction/afterCommit(_:)`` alone.
    /// Cancelling the caller does not take back a write that waits.
    ///
    /// - Throws: what `body` throws, or ``StoreError``: `busy` when too many writes wait, `diskFull`, `inputOutput`, `closed`.
    @discardableResult
    package func write<Value: Sendable>(_ body: @escaping @Sendable (WriteTransaction) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            writer.submit(PendingWrite(body: body, continuation: continuation))
        }
    }

    /// As ``write(_:)``, for one that fills tables of hundreds of megabytes. Its pages stay in memory, up to 128 MiB of them for as long as it
    /// takes: rows that come in another order than an index has them would send each page to the log and fetch it back from there.
    @discardableResult
    package func writeMuch<Value: Sendable>(_ body: @escaping @Sendable (WriteTransaction) throws -> Value) async throws -> Value {
        try await withWriter(
            changedBy: { database in
                let usual = try Int.fetchOne(database, sql: "PRAGMA main.cache_size") ?? 0
                try database.execute(sql: "PRAGMA main.cache_size = \(-Self.largeCacheKibibytes)")
                return "PRAGMA main.cache_size = \(usual); PRAGMA shrink_memory"
            }, { try await write(body) })
    }

    private static let largeCacheKibibytes = 128 << 10

    /// As ``writeMuch(_:)``, with the tables of another database file at hand as those of the schema `name`. Other writers see them, too, and none
    /// asks for them. Nothing may be written there: only one file of a commit survives a power cut for certain.
    @discardableResult
    package func write<Value: Sendable>(
        attaching path: String, as name: String, _ body: @escaping @Sendable (WriteTransaction) throws -> Value
    ) async throws -> Value {
        try await withWriter(
            changedBy: { database in
                try database.execute(sql: "ATTACH DATABASE ? AS \(name)", arguments: [path])
                return "DETACH DATABASE \(name)"
            }, { try await writeMuch(body) })
    }

    /// Does `work` with the writing connection changed by `change`, which answers the statements that change it back: all that is for between two
    /// transactions (sqlite.org/lang_attach.html). It is changed back whatever comes of `work`.
    private func withWriter<Value: Sendable>(
        changedBy change: @escaping @Sendable (Database) throws -> String, _ work: () async throws -> Value
    ) async throws -> Value {
        let back = try await betweenWrites(change)
        let result: Result<Value, any Error>
        do { result = .success(try await work()) } catch { result = .failure(error) }
        // Fails only where the connection is gone; what was written stands.
        try? await betweenWrites { try $0.execute(sql: back) }
        return try result.get()
    }

    /// In a task of its own, for one that was cancelled is refused the database.
    private func betweenWrites<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do {
            return try await Task { [pool] in try await pool.writeWithoutTransaction(body) }.value
        } catch {
            throw StoreError.translating(error)
        }
    }

    /// How many writers press on the disk of late; work that can wait gives way while there are many.
    package var writePressure: Int { writer.pressure }

    /// What the writer has done so far.
    package var figures: StoreFigures { writer.currentFigures }

    /// The log of writes as it is on the disk; `nil` where there is none.
    package var writeLog: WriteLog? { WriteLog(besides: path) }

    /// Goes up with every commit, before its writers are told: as long as it stays, what was read is what would be read.
    var commitCount: Int { writer.commitCount }

    /// Reads every page and every reference; answers what is wrong, nothing when all is well. Takes seconds per gigabyte.
    package func integrityFaults() async throws -> [String] {
        try await readUnmapped { try Self.integrityFaults($0) }
    }

    static func integrityFaults(_ transaction: ReadTransaction) throws -> [String] {
        let pages = try transaction.rows("PRAGMA integrity_check(100)").map { try $0["integrity_check"] as String }.filter { $0 != "ok" }
        return try pages + missingReferences(transaction)
    }

    static func missingReferences(_ transaction: ReadTransaction) throws -> [String] {
        try transaction.rows("PRAGMA foreign_key_check").map { row in
            "a row of \(try row["table"] as String) refers to a missing row of \(try row["parent"] as String)"
        }
    }

    /// Folds the log of writes into the database and empties it, so that nothing that was deleted can be read there.
    ///
    /// Waits for readers of that moment, a few seconds at most; what they keep busy is emptied by a later checkpoint.
    package func forgetLog() async throws {
        do {
            _ = try await pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            return
        } catch {
            throw StoreError.translating(error)
        }
    }

    /// Finishes the writes that wait, refuses new ones, folds the log into the database and closes it.
    package func close() throws {
        writer.close()
        do {
            try pool.writeWithoutTransaction { database in
                _ = try database.checkpoint(.truncate)
            }
            try pool.close()
        } catch {
            throw StoreError.translating(error)
        }
    }

    /// SQLite as this process uses it; set up once, before the first database is opened.
    private static let sqlite: Void = {
        // Where either is refused SQLite does as it does by default, which is right, and slower.
        _ = uprising_sqlite_count_no_memory()
        _ = uprising_map_files_once()
    }()

    private static let readerCount = 4

    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.label = "uprising"
        configuration.maximumReaderCount = readerCount
        configuration.persistentReadOnlyConnections = true
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { database in
            guard uprising_add_match_place(database.sqliteConnection.map { UnsafeMutableRawPointer($0) }) == 0 else {
                throw StoreError(.engine, "the full-text search of this SQLite does not take functions")
            }
            // What is deleted is overwritten with zeros: an erasure is one. Costs a page of log for each page that is freed.
            try database.execute(sql: "PRAGMA secure_delete = ON")
            // After a burst the log shrinks to this instead of keeping its largest size.
            try database.execute(sql: "PRAGMA journal_size_limit = 67108864")
            // A savepoint keeps the pages that it changes until the commit. Past 64 KB they would go to a temporary file, which cost
            // a dozen system calls for each write of a busy batch.
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
            // A page that changes often is copied into the database once in 16 MB of log instead of once in four.
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
            // Pages of the file are looked at where the kernel has them. A reader's own cache is void after every commit, so beside writers
            // each page of each query was copied once more (docs/decisions/0021-mapped-reads.md).
            try database.execute(sql: "PRAGMA mmap_size = \(uprising_mapped_bytes)")
        }
        return configuration
    }

    /// A commit is on the disk before it is acknowledged. GRDB sets NORMAL when it has turned the log on, and so after
    /// `prepareDatabase`: then only checkpoints flush, and a power cut takes what was acknowledged since.
    private static func flushEveryCommit(of database: Database) throws {
        try database.execute(sql: "PRAGMA synchronous = FULL")
        guard try Int.fetchOne(database, sql: "PRAGMA synchronous") == 2 else {
            throw StoreError(.engine, "the database does not flush its commits")
        }
    }

    private static func epoch(in database: Database) throws -> String {
        try database.execute(
            sql: "CREATE TABLE IF NOT EXISTS store_epoch (id INTEGER PRIMARY KEY CHECK (id = 1), epoch TEXT NOT NULL) STRICT")
        try database.execute(
            sql: "INSERT INTO store_epoch (id, epoch) VALUES (1, ?) ON CONFLICT DO NOTHING", arguments: [ID<Store>().description])
        return try String.fetchOne(database, sql: "SELECT epoch FROM store_epoch") ?? ""
    }
}
