import DataStore
import Primitives

/// Whose turn it is: each statement reads one index in its order.
extension JobRows {
    /// The first tenant after `tenant` that has a job ready in `queue`.
    static func tenant(after tenant: String, readyIn queue: QueueName, in tx: some SQLReading) throws -> String? {
        try tx.value(
            """
            SELECT workspace_id FROM job WHERE state = 'waiting' AND is_held = 0 AND is_external = 0 AND queue = ? AND workspace_id > ?
            ORDER BY workspace_id LIMIT 1
            """, [queue, tenant])
    }

    static func ready(in queue: QueueName, of tenant: String, limit: Int, in tx: some SQLReading) throws -> [JobRecord] {
        try rows(
            """
            WHERE state = 'waiting' AND is_held = 0 AND is_external = 0 AND queue = ? AND workspace_id = ? ORDER BY priority, id LIMIT ?
            """, [queue, tenant, limit], in: tx)
    }

    /// The first queue after `queue` in which a tenant has a job for external workers.
    static func queue(after queue: String, leasableOf tenant: String, in tx: some SQLReading) throws -> QueueName? {
        try tx.value(
            """
            SELECT queue FROM job WHERE state = 'waiting' AND is_held = 0 AND is_external = 1 AND workspace_id = ? AND queue > ?
            ORDER BY queue LIMIT 1
            """, [tenant, queue])
    }

    static func isLeasable(_ kinds: [String], of tenant: String, in tx: some SQLReading) throws -> Bool {
        var last = ""
        for _ in 0..<Jobs.tenantLimit {
            guard let queue = try Self.queue(after: last, leasableOf: tenant, in: tx) else { return false }
            if try kinds.contains(where: { try !leasable(of: $0, in: queue, of: tenant, limit: 1, in: tx).isEmpty }) { return true }
            last = queue.description
        }
        return true
    }

    static func leasable(of kind: String, in queue: QueueName, of tenant: String, limit: Int, in tx: some SQLReading) throws -> [JobRecord]
    {
        try rows(
            """
            WHERE state = 'waiting' AND is_held = 0 AND is_external = 1 AND workspace_id = ? AND queue = ? AND kind = ?
            ORDER BY priority, id LIMIT ?
            """, [tenant, queue, kind, limit], in: tx)
    }

    static func due(at now: Timestamp, limit: Int, in tx: some SQLReading) throws -> [JobRecord] {
        try rows("WHERE state IN ('scheduled', 'retrying') AND run_at <= ? ORDER BY run_at LIMIT ?", [now, limit], in: tx)
    }

    static func nextDue(in tx: some SQLReading) throws -> Timestamp? {
        try tx.value("SELECT run_at FROM job WHERE state IN ('scheduled', 'retrying') ORDER BY run_at LIMIT 1")
    }

    static func running(after id: String, limit: Int, in tx: some SQLReading) throws -> [JobRecord] {
        try rows("WHERE state = 'running' AND id > ? ORDER BY id LIMIT ?", [id, limit], in: tx)
    }

    /// Those that a task of this process runs, or did before it died.
    static func runningHere(limit: Int, in tx: some SQLReading) throws -> [JobRecord] {
        try rows("WHERE state = 'running' AND is_external = 0 ORDER BY id LIMIT ?", [limit], in: tx)
    }

    /// Those that were started before and come back after a while.
    static func delayed(after id: String, limit: Int, in tx: some SQLReading) throws -> [JobRecord] {
        try rows(
            "WHERE state IN ('scheduled', 'retrying') AND started_at IS NOT NULL AND id > ? ORDER BY id LIMIT ?", [id, limit], in: tx)
    }

    static func runningCount(ofKey key: String, in tx: some SQLReading) throws -> Int {
        try tx.value("SELECT COUNT(*) FROM job WHERE limit_key = ? AND state = 'running'", [key]) ?? 0
    }

    static func setHeld(_ isHeld: Bool, _ id: ID<JobRecord>, in tx: WriteTransaction) throws {
        try tx.execute("UPDATE job SET is_held = ? WHERE id = ?", [isHeld, id])
    }

    /// Whether a job of this process runs that ran before when a process ended.
    static func isSuspectRunning(in tx: some SQLReading) throws -> Bool {
        try tx.row("SELECT id FROM job WHERE crashes > 0 AND state = 'running' AND is_external = 0 LIMIT 1") != nil
    }

    static func heldSuspect(in tx: some SQLReading) throws -> JobRecord? {
        try rows("WHERE crashes > 0 AND state = 'waiting' AND is_held = 1 AND is_external = 0 ORDER BY id LIMIT 1", [], in: tx).first
    }

    static func held(byKey key: String, limit: Int, in tx: some SQLReading) throws -> [JobRecord] {
        try rows("WHERE limit_key = ? AND state = 'waiting' AND is_held = 1 ORDER BY priority, id LIMIT ?", [key, limit], in: tx)
    }

    /// Lets in what was held; answers how many, at most `limit`.
    static func releaseHeld(limit: Int, in tx: WriteTransaction) throws -> Int {
        try tx.execute("UPDATE job SET is_held = 0 WHERE id IN (SELECT id FROM job WHERE is_held = 1 LIMIT ?)", [limit])
    }

    static func holder(ofUniqueKey key: String, in tx: some SQLReading) throws -> JobRecord? {
        try rows("WHERE unique_key = ? AND holds_unique_key = 1", [key], in: tx).first
    }

    static func children(of id: ID<JobRecord>, limit: Int, in tx: some SQLReading) throws -> [JobRecord] {
        try rows("WHERE parent_id = ? ORDER BY id LIMIT ?", [id, limit], in: tx)
    }

    static func about(subject: String, limit: Int, in tx: some SQLReading) throws -> [JobRecord] {
        try rows("WHERE subject_id = ? ORDER BY id DESC LIMIT ?", [subject, limit], in: tx)
    }
}
