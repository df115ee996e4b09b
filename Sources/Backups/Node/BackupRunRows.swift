package import DataStore
import Primitives

/// SQL of the runs of backups and drills.
package enum BackupRunRows {
    package static let migrations: [Migration] = [
        Migration(
            "backups/001",
            """
            CREATE TABLE backup_run (
                id TEXT PRIMARY KEY,
                kind TEXT NOT NULL CHECK (kind = 'backup' OR kind = 'drill'),
                run_trigger TEXT NOT NULL,
                target TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state = 'waiting' OR state = 'running' OR state = 'succeeded' OR state = 'failed'),
                created_at INTEGER NOT NULL,
                started_at INTEGER,
                ended_at INTEGER,
                backup TEXT,
                vault_id TEXT,
                database_byte_count INTEGER NOT NULL,
                row_count INTEGER NOT NULL,
                file_count INTEGER NOT NULL,
                file_byte_count INTEGER NOT NULL,
                copied_byte_count INTEGER NOT NULL,
                missing_file_count INTEGER NOT NULL,
                fault TEXT,
                version INTEGER NOT NULL
            ) {strict};
            CREATE INDEX backup_run_by_state ON backup_run (kind, state, id);
            """)
    ]

    static func insert(_ run: BackupRun, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO backup_run
                (id, kind, run_trigger, target, created_at, state, started_at, ended_at, backup, vault_id, database_byte_count, row_count,
                file_count, file_byte_count, copied_byte_count, missing_file_count, fault, version)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, [run.id, run.kind, run.trigger, run.target, run.createdAt] + progress(of: run))
    }

    static func update(_ run: BackupRun, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            UPDATE backup_run SET state = ?, started_at = ?, ended_at = ?, backup = ?, vault_id = ?, database_byte_count = ?, row_count = ?,
                file_count = ?, file_byte_count = ?, copied_byte_count = ?, missing_file_count = ?, fault = ?, version = ?
            WHERE id = ?
            """, progress(of: run) + [run.id])
    }

    private static func progress(of run: BackupRun) -> [any SQLConvertible] {
        [
            run.state, run.startedAt, run.endedAt, run.backup, run.vaultID, run.databaseByteCount, run.rowCount, run.fileCount,
            run.fileByteCount, run.copiedByteCount, run.missingFileCount, run.fault, run.version,
        ]
    }

    static func find(_ id: ID<BackupRun>, in tx: some SQLReading) throws -> BackupRun? {
        try tx.row("SELECT * FROM backup_run WHERE id = ?", [id]).map { try run($0) }
    }

    /// The newest first, those before `id`.
    static func list(_ kind: BackupRun.Kind, before id: ID<BackupRun>?, limit: Int, in tx: some SQLReading) throws -> [BackupRun] {
        let place = id.map { [$0] } ?? []
        return try tx.rows(
            "SELECT * FROM backup_run WHERE kind = ?\(id == nil ? "" : " AND id < ?") ORDER BY id DESC LIMIT ?",
            [kind] + place + [limit]
        ).map { try run($0) }
    }

    /// - Parameter now: what a clock that was ahead says was later than that does not count: it would be the newest for years.
    static func newest(
        _ kind: BackupRun.Kind, _ state: BackupRun.State, target: String? = nil, at now: Timestamp? = nil, in tx: some SQLReading
    ) throws -> BackupRun? {
        let place: [any SQLConvertible] = target.map { [$0] } ?? []
        let limit: [any SQLConvertible] = now.map { [$0] } ?? []
        return try tx.row(
            """
            SELECT * FROM backup_run WHERE kind = ? AND state = ?\(target == nil ? "" : " AND target = ?")
                \(now == nil ? "" : " AND created_at <= ?") ORDER BY id DESC LIMIT 1
            """, [kind, state] + place + limit
        ).map { try run($0) }
    }

    /// Those that are asked for or under way.
    static func open(_ kind: BackupRun.Kind? = nil, in tx: some SQLReading) throws -> [BackupRun] {
        try BackupRun.Kind.allCases.filter { kind == nil || $0 == kind }.flatMap { kind in
            try [BackupRun.State.waiting, .running].flatMap { state in
                try tx.rows("SELECT * FROM backup_run WHERE kind = ? AND state = ? ORDER BY id LIMIT 100", [kind, state])
            }
        }.map { try run($0) }
    }

    static func prune(_ kind: BackupRun.Kind, keeping count: Int, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            DELETE FROM backup_run WHERE kind = ? AND id < (SELECT id FROM backup_run WHERE kind = ? ORDER BY id DESC LIMIT 1 OFFSET ?)
            """, [kind, kind, count])
    }

    private static func run(_ row: SQLRow) throws -> BackupRun {
        var run = BackupRun(
            id: try row["id"], kind: try row["kind"], trigger: try row["run_trigger"], target: try row["target"],
            createdAt: try row["created_at"])
        run.state = try row["state"]
        run.startedAt = try row["started_at"]
        run.endedAt = try row["ended_at"]
        run.backup = try row["backup"]
        run.vaultID = try row["vault_id"]
        run.databaseByteCount = try row["database_byte_count"]
        run.rowCount = try row["row_count"]
        run.fileCount = try row["file_count"]
        run.fileByteCount = try row["file_byte_count"]
        run.copiedByteCount = try row["copied_byte_count"]
        run.missingFileCount = try row["missing_file_count"]
        run.fault = try row["fault"]
        run.version = try row["version"]
        return run
    }

    /// What a restored database must not go on saying: what was under way when the backup was made is not any more.
    package static let corrections = [
        """
        UPDATE backup_run SET state = 'failed', fault = 'This was under way in the data folder from which the node was restored.'
        WHERE state = 'waiting' OR state = 'running'
        """
    ]
}
