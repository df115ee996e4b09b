import DataStore
import Primitives

/// The tables of attempts and log lines: SQL and row mapping.
enum AttemptRows {
    /// The newest that are kept of one job.
    static let limit = 100

    static func insert(_ attempt: JobAttempt, of job: JobRecord, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO job_attempt (job_id, fence, number, worker, started_at, ended_at, ending, error, stack) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (job_id, fence) DO NOTHING
            """,
            [
                job.id, job.fence, attempt.number, attempt.worker, attempt.startedAt, attempt.endedAt, attempt.ending, attempt.error,
                attempt.stack,
            ])
        try tx.execute(
            """
            DELETE FROM job_attempt WHERE job_id = ? AND fence <=
                (SELECT fence FROM job_attempt WHERE job_id = ? ORDER BY fence DESC LIMIT 1 OFFSET \(limit))
            """, [job.id, job.id])
    }

    static func list(of id: ID<JobRecord>, in tx: some SQLReading) throws -> [JobAttempt] {
        try tx.rows(
            """
            SELECT number, worker, started_at, ended_at, ending, error, stack FROM job_attempt WHERE job_id = ? ORDER BY fence LIMIT \(limit)
            """, [id]
        ).map { row in
            var fields = row.fields
            return JobAttempt(
                number: try fields.next(), worker: try fields.next(), startedAt: try fields.next(), endedAt: try fields.next(),
                ending: try fields.next(), error: try fields.next(), stack: try fields.next())
        }
    }

    static func append(_ lines: [JobLogLine], to id: ID<JobRecord>, in tx: WriteTransaction) throws {
        let last: Int64 = try tx.value("SELECT line FROM job_log WHERE job_id = ? ORDER BY line DESC LIMIT 1", [id]) ?? 0
        for (offset, line) in lines.enumerated() {
            try tx.execute(
                "INSERT INTO job_log (job_id, line, at, level, text) VALUES (?, ?, ?, ?, ?)",
                [id, last + 1 + Int64(offset), line.at, line.level, line.text.prefix(utf8: JobLogLine.textLimit)])
        }
        try tx.execute(
            "DELETE FROM job_log WHERE job_id = ? AND line <= ?", [id, last + Int64(lines.count) - Int64(JobLogLine.countLimit)])
    }

    /// The oldest first.
    static func log(of id: ID<JobRecord>, in tx: some SQLReading) throws -> [JobLogLine] {
        try tx.rows("SELECT at, level, text FROM job_log WHERE job_id = ? ORDER BY line LIMIT \(JobLogLine.countLimit)", [id]).map { row in
            var fields = row.fields
            return JobLogLine(at: try fields.next(), level: try fields.next(), text: try fields.next())
        }
    }
}
