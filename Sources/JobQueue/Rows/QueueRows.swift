import DataStore
import Primitives

/// The tables of what was set for queues, and of when the next start of a limited key or queue may be.
enum QueueRows {
    /// What applies to jobs of `tenant` in `queue`: the node's own settings and the tenant's.
    static func settings(_ queue: QueueName, of tenant: String, in tx: some SQLReading) throws -> QueueSettings? {
        try tx.row("SELECT * FROM job_queue WHERE queue = ? AND workspace_id = ?", [queue, tenant]).map(decode)
    }

    static func all(of tenant: String, in tx: some SQLReading) throws -> [QueueName: QueueSettings] {
        try tx.rows("SELECT * FROM job_queue WHERE workspace_id = ? ORDER BY queue", [tenant]).reduce(into: [:]) { found, row in
            found[try row["queue"]] = try decode(row)
        }
    }

    static func set(_ settings: QueueSettings, of queue: QueueName, tenant: String, in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM job_queue WHERE queue = ? AND workspace_id = ?", [queue, tenant])
        guard settings != QueueSettings() else { return }
        try tx.execute(
            """
            INSERT INTO job_queue (queue, workspace_id, is_paused, paused_until, concurrency, rate_count, rate_period_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                queue, tenant, settings.isPaused, settings.pausedUntil, settings.concurrency, settings.rate?.count,
                settings.rate?.period.milliseconds,
            ] as [any SQLConvertible])
    }

    static func forget(tenant: String, in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM job_queue WHERE workspace_id = ?", [tenant])
    }

    // MARK: Starts

    /// When the next start may be; `nil` when at once.
    static func nextStart(of key: String, in tx: some SQLReading) throws -> Timestamp? {
        try tx.value("SELECT next_start_at FROM job_pace WHERE key = ?", [key])
    }

    static func setNextStart(_ moment: Timestamp, of key: String, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO job_pace (key, next_start_at, is_awaited) VALUES (?, ?, 0)
            ON CONFLICT (key) DO UPDATE SET next_start_at = excluded.next_start_at
            """, [key, moment])
    }

    /// Whether a job is held back until the key's next start may be.
    static func setAwaited(_ isAwaited: Bool, of key: String, in tx: WriteTransaction) throws {
        try tx.execute("UPDATE job_pace SET is_awaited = ? WHERE key = ? AND is_awaited <> ?", [isAwaited, key, isAwaited])
    }

    static func awaited(at now: Timestamp, limit: Int, in tx: some SQLReading) throws -> [String] {
        try tx.rows(
            "SELECT key FROM job_pace WHERE is_awaited = 1 AND next_start_at <= ? ORDER BY next_start_at LIMIT ?", [now, limit]
        ).map { try $0["key"] }
    }

    static func nextAwaited(in tx: some SQLReading) throws -> Timestamp? {
        try tx.value("SELECT next_start_at FROM job_pace WHERE is_awaited = 1 ORDER BY next_start_at LIMIT 1")
    }

    /// Forgets up to `limit` paces that hold nothing back any more; answers how many.
    static func prunePaces(before now: Timestamp, limit: Int, in tx: WriteTransaction) throws -> Int {
        let past = try tx.rows(
            "SELECT key FROM job_pace WHERE is_awaited = 0 AND next_start_at < ? ORDER BY next_start_at LIMIT ?", [now, limit]
        ).map { try $0["key"] as String }
        for key in past { try tx.execute("DELETE FROM job_pace WHERE key = ?", [key]) }
        return past.count
    }

    private static func decode(_ row: SQLRow) throws -> QueueSettings {
        var settings = QueueSettings()
        settings.isPaused = try row["is_paused"]
        settings.pausedUntil = try row["paused_until"]
        settings.concurrency = try row["concurrency"]
        if let count = try row["rate_count"] as Int?, let period = try row["rate_period_ms"] as Int64? {
            settings.rate = StartRate(count: count, per: .milliseconds(period))
        }
        return settings
    }
}
