import DataStore
import Primitives

/// The table of schedules: SQL and row mapping, nothing else.
enum ScheduleRows {
    static let migrations = [
        Migration(
            "schedules/001",
            """
            CREATE TABLE job_schedule (
                id TEXT PRIMARY KEY,
                workspace_id TEXT,
                name TEXT NOT NULL,
                cron TEXT NOT NULL,
                time_zone TEXT NOT NULL,
                kind TEXT NOT NULL,
                queue TEXT NOT NULL,
                arguments TEXT NOT NULL,
                priority INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 9),
                catch_up TEXT NOT NULL CHECK (catch_up IN ('skip', 'once', 'all')),
                overlap TEXT NOT NULL CHECK (overlap IN ('skip', 'allow')),
                paused INTEGER NOT NULL CHECK (paused IN (0, 1)),
                last_run_at INTEGER,
                last_job_id TEXT,
                last_occurrence_at INTEGER,
                next_run_at INTEGER,
                version INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL,
                CHECK (paused = 0 OR next_run_at IS NULL)
            ) {strict};
            -- A paused one has no time at which it is due.
            CREATE INDEX job_schedule_due ON job_schedule (next_run_at) WHERE next_run_at IS NOT NULL;
            CREATE UNIQUE INDEX job_schedule_name ON job_schedule (workspace_id, name) WHERE workspace_id IS NOT NULL;
            CREATE UNIQUE INDEX job_schedule_own_name ON job_schedule (name) WHERE workspace_id IS NULL;
            """)
    ]

    static func insert(_ schedule: Schedule, in tx: WriteTransaction) throws {
        let definition = schedule.definition
        try tx.execute(
            """
            INSERT INTO job_schedule (id, workspace_id, name, cron, time_zone, kind, queue, arguments, priority, catch_up, overlap, paused,
                last_run_at, last_job_id, last_occurrence_at, next_run_at, version, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                schedule.id, schedule.workspaceID, definition.name, definition.cron, definition.timeZone, definition.kind, definition.queue,
                definition.arguments, definition.priority, definition.catchUp, definition.overlap, definition.paused, schedule.lastRunAt,
                schedule.lastJobID, schedule.lastOccurrenceAt, schedule.nextRunAt, schedule.version, schedule.createdAt, schedule.updatedAt,
            ])
    }

    /// Writes what a change of the definition changes.
    static func define(_ schedule: Schedule, in tx: WriteTransaction) throws {
        let definition = schedule.definition
        try tx.execute(
            """
            UPDATE job_schedule SET name = ?, cron = ?, time_zone = ?, kind = ?, queue = ?, arguments = ?, priority = ?, catch_up = ?,
                overlap = ?, paused = ?, next_run_at = ?, version = ?, updated_at = ?
            WHERE id = ?
            """,
            [
                definition.name, definition.cron, definition.timeZone, definition.kind, definition.queue, definition.arguments,
                definition.priority, definition.catchUp, definition.overlap, definition.paused, schedule.nextRunAt, schedule.version,
                schedule.updatedAt, schedule.id,
            ])
    }

    /// Writes what a run changes.
    static func advance(_ schedule: Schedule, in tx: WriteTransaction) throws {
        try tx.execute(
            "UPDATE job_schedule SET last_run_at = ?, last_job_id = ?, last_occurrence_at = ?, next_run_at = ? WHERE id = ?",
            [schedule.lastRunAt, schedule.lastJobID, schedule.lastOccurrenceAt, schedule.nextRunAt, schedule.id])
    }

    static func remove(_ id: ID<Schedule>, in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM job_schedule WHERE id = ?", [id])
    }

    static func removeAll(of workspace: String, in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM job_schedule WHERE workspace_id = ?", [workspace])
    }

    static func find(_ id: ID<Schedule>, of workspace: String?, in tx: some SQLReading) throws -> Schedule? {
        let (condition, arguments) = belongs(to: workspace)
        return try tx.row("SELECT * FROM job_schedule WHERE id = ? AND \(condition)", [id] + arguments).map(decode)
    }

    static func find(named name: String, of workspace: String?, in tx: some SQLReading) throws -> Schedule? {
        let (condition, arguments) = belongs(to: workspace)
        return try tx.row("SELECT * FROM job_schedule WHERE \(condition) AND name = ?", arguments + [name]).map(decode)
    }

    /// In the order of their names.
    static func list(of workspace: String?, limit: Int, in tx: some SQLReading) throws -> [Schedule] {
        let (condition, arguments) = belongs(to: workspace)
        return try tx.rows("SELECT * FROM job_schedule WHERE \(condition) ORDER BY name LIMIT ?", arguments + [limit]).map(decode)
    }

    static func count(of workspace: String?, in tx: some SQLReading) throws -> Int {
        let (condition, arguments) = belongs(to: workspace)
        return try tx.value("SELECT count(*) FROM job_schedule WHERE \(condition)", arguments) ?? 0
    }

    static func due(at now: Timestamp, limit: Int, in tx: some SQLReading) throws -> [Schedule] {
        try tx.rows("SELECT * FROM job_schedule WHERE next_run_at <= ? ORDER BY next_run_at LIMIT ?", [now, limit]).map(decode)
    }

    static func nextDue(in tx: some SQLReading) throws -> Timestamp? {
        try tx.value("SELECT next_run_at FROM job_schedule WHERE next_run_at IS NOT NULL ORDER BY next_run_at LIMIT 1")
    }

    /// Without `=`, which no row of the node's own would meet; each form reads an index of its own.
    private static func belongs(to workspace: String?) -> (condition: String, arguments: [any SQLConvertible]) {
        workspace.map { ("workspace_id = ?", [$0]) } ?? ("workspace_id IS NULL", [])
    }

    private static func decode(_ row: SQLRow) throws -> Schedule {
        Schedule(
            id: try row["id"], workspaceID: try row["workspace_id"],
            definition: ScheduleDefinition(
                stored: try row["name"], cron: try row["cron"], timeZone: try row["time_zone"], kind: try row["kind"],
                queue: try row["queue"], arguments: try row["arguments"], priority: try row["priority"], catchUp: try row["catch_up"],
                overlap: try row["overlap"], paused: try row["paused"]),
            lastRunAt: try row["last_run_at"], lastJobID: try row["last_job_id"], lastOccurrenceAt: try row["last_occurrence_at"],
            nextRunAt: try row["next_run_at"], version: try row["version"], createdAt: try row["created_at"],
            updatedAt: try row["updated_at"])
    }
}
