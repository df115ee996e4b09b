import GRDB
import Primitives

/// Brings a schema forward in one transaction, so that a process that dies leaves the schema as it was, and refuses a database that it does not
/// understand.
struct Migrator {
    let migrations: [Migration]
    let dialect: Dialect
    let clock: WallClock
    let progress: (MigrationStep) throws -> Void

    func run(on pool: DatabasePool) throws {
        try pool.writeWithoutTransaction { database in
            try database.execute(
                sql: """
                    CREATE TABLE IF NOT EXISTS schema_migration (
                        name TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL
                    ) STRICT
                    """)
            let applied = try Row.fetchAll(database, sql: "SELECT name, checksum FROM schema_migration").reduce(into: [:]) { known, row in
                known[row["name"] as String] = row["checksum"] as String
            }
            try refuseUnknown(applied)
            let pending = migrations.filter { applied[$0.name] == nil }
            guard !pending.isEmpty else { return }
            try database.inTransaction(.immediate) {
                for (position, migration) in pending.enumerated() {
                    try progress(MigrationStep(number: position + 1, count: pending.count, name: migration.name))
                    try database.execute(sql: dialect.render(definition: migration.definition))
                    try database.execute(
                        sql: "INSERT INTO schema_migration (name, checksum, applied_at) VALUES (?, ?, ?)",
                        arguments: [migration.name, migration.checksum, clock.now().microseconds])
                }
                return .commit
            }
        }
    }

    private func refuseUnknown(_ applied: [String: String]) throws {
        let known = Dictionary(uniqueKeysWithValues: migrations.map { ($0.name, $0.checksum) })
        for (name, checksum) in applied.sorted(by: { $0.key < $1.key }) {
            guard let expected = known[name] else {
                throw StoreError(
                    .schemaMismatch,
                    "the database has migration \(name), which this version does not know; start the newer version that wrote it, or restore a "
                        + "backup that this version made")
            }
            guard expected == checksum else {
                throw StoreError(
                    .schemaMismatch, "migration \(name) is not the one with which this database was made; start the version that wrote it")
            }
        }
    }
}
