import DataStore
import Primitives

/// The table of jobs: SQL and row mapping, nothing else.
enum JobRows {
    static let migrations = [
        Migration(
            "jobs/001",
            """
            CREATE TABLE job (
                id TEXT PRIMARY KEY,
                queue TEXT NOT NULL,
                kind TEXT NOT NULL,
                arguments TEXT NOT NULL,
                workspace_id TEXT,
                subject_id TEXT,
                trace_id TEXT NOT NULL,
                state TEXT NOT NULL CHECK (
                    state = 'scheduled' OR state = 'waiting' OR state = 'running' OR state = 'retrying' OR state = 'completed' OR state = 'failed'
                        OR state = 'cancelled'),
                run_at INTEGER NOT NULL,
                attempt INTEGER NOT NULL,
                max_attempts INTEGER NOT NULL,
                progress INTEGER NOT NULL,
                progress_text TEXT,
                error TEXT,
                version INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                started_at INTEGER,
                finished_at INTEGER,
                updated_at INTEGER NOT NULL
            ) {clustered};
            CREATE INDEX job_waiting ON job (queue, id) WHERE state = 'waiting';
            CREATE INDEX job_due ON job (run_at) WHERE state IN ('scheduled', 'retrying');
            CREATE INDEX job_running ON job (id) WHERE state = 'running';
            CREATE INDEX job_subject ON job (subject_id, id);
            """)
    ]

    static func insert(_ job: JobRecord, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO job (id, queue, kind, arguments, workspace_id, subject_id, trace_id, state, run_at, attempt, max_attempts,
                progress, progress_text, error, version, created_at, started_at, finished_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                job.id, job.queue.description, job.kind, job.arguments, job.workspaceID, job.subjectID, job.traceID, job.state, job.runAt,
                job.attempt, job.maxAttempts, job.progress, job.progressText, job.error, job.version, job.createdAt, job.startedAt,
                job.finishedAt, job.updatedAt,
            ])
    }

    /// Writes what can change; the version goes up by one. Answers the row as it is now.
    static func update(_ job: JobRecord, at now: Timestamp, in tx: WriteTransaction) throws -> JobRecord {
        var job = job
        job.version += 1
        job.updatedAt = now
        try tx.execute(
            """
            UPDATE job SET state = ?, run_at = ?, attempt = ?, progress = ?, progress_text = ?, error = ?, version = ?,
                started_at = ?, finished_at = ?, updated_at = ?
            WHERE id = ?
            """,
            [
                job.state, job.runAt, job.attempt, job.progress, job.progressText, job.error, job.version, job.startedAt, job.finishedAt,
                job.updatedAt, job.id,
            ])
        return job
    }

    static func find(_ id: ID<JobRecord>, in tx: some SQLReading) throws -> JobRecord? {
        try tx.row("SELECT * FROM job WHERE id = ?", [id]).map(decode)
    }

    static func about(subject: String, limit: Int, in tx: some SQLReading) throws -> [JobRecord] {
        try tx.rows("SELECT * FROM job WHERE subject_id = ? ORDER BY id DESC LIMIT ?", [subject, limit]).map(decode)
    }

    static func waiting(in queue: QueueName, limit: Int, in tx: some SQLReading) throws -> [JobRecord] {
        try tx.rows(
            "SELECT * FROM job WHERE state = 'waiting' AND queue = ? ORDER BY id LIMIT ?", [queue.description, limit]
        ).map(decode)
    }

    static func due(at now: Timestamp, limit: Int, in tx: some SQLReading) throws -> [JobRecord] {
        try tx.rows(
            "SELECT * FROM job WHERE state IN ('scheduled', 'retrying') AND run_at <= ? ORDER BY run_at LIMIT ?", [now, limit]
        ).map(decode)
    }

    static func nextDue(in tx: some SQLReading) throws -> Timestamp? {
        try tx.row("SELECT run_at FROM job WHERE state IN ('scheduled', 'retrying') ORDER BY run_at LIMIT 1").map { try $0["run_at"] }
    }

    static func running(limit: Int, in tx: some SQLReading) throws -> [JobRecord] {
        try tx.rows("SELECT * FROM job WHERE state = 'running' ORDER BY id LIMIT ?", [limit]).map(decode)
    }

    private static func decode(_ row: SQLRow) throws -> JobRecord {
        JobRecord(
            id: try row["id"], queue: QueueName(stringLiteral: try row["queue"]), kind: try row["kind"], arguments: try row["arguments"],
            workspaceID: try row["workspace_id"], subjectID: try row["subject_id"], traceID: try row["trace_id"], state: try row["state"],
            runAt: try row["run_at"], attempt: try row["attempt"], maxAttempts: try row["max_attempts"], progress: try row["progress"],
            progressText: try row["progress_text"], error: try row["error"], version: try row["version"], createdAt: try row["created_at"],
            startedAt: try row["started_at"], finishedAt: try row["finished_at"], updatedAt: try row["updated_at"])
    }
}
