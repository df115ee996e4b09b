package import DataStore
package import Primitives

/// How the queues are, as one look at the database says it, with no node that runs.
package struct QueueHealth: Sendable {
    /// Since when the oldest job waits that could start, with its queue; nothing of queues that the operator has paused.
    package let oldestWaiting: (queue: QueueName, since: Timestamp)?
    /// Jobs of the node that have run since before this.
    package let longRunning: Int
    /// Jobs that have failed for good, and are kept for people to look at.
    package let failed: Int
    package let paused: [QueueName]

    /// - Parameter overdue: when a job that runs still should have ended.
    package init(in tx: some SQLReading, now: Timestamp, overdue: Timestamp) throws {
        let settings = try QueueRows.all(of: "", in: tx)
        paused = settings.filter { $0.value.isPaused(at: now) }.keys.sorted()
        var oldest: (queue: QueueName, since: Timestamp)?
        var failed = 0
        for (key, jobs) in try CountRows.all(of: nil, in: tx) {
            if key.state == .failed { failed += jobs }
            guard key.state == .waiting, jobs > 0, !paused.contains(key.queue),
                let since = try JobRows.oldestReady(in: key.queue, of: key.tenant, isExternal: key.isExternal, in: tx)
            else { continue }
            if oldest.map({ since < $0.since }) ?? true { oldest = (key.queue, since) }
        }
        oldestWaiting = oldest
        self.failed = failed
        longRunning = try tx.value("SELECT COUNT(*) FROM job WHERE state = 'running' AND started_at < ?", [overdue]) ?? 0
    }
}
