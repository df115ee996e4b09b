import DataStore
import Primitives

/// What the runner does to jobs, each inside a write.
extension Jobs {
    /// How many jobs one write puts back, promotes or claims at most, so that no write grows long.
    static let batchLimit = 200

    /// Starts up to `room` waiting jobs of `queue`, the oldest first.
    func claim(from queue: QueueName, room: Int, in tx: WriteTransaction) throws -> [JobRecord] {
        let now = clock.now()
        return try JobRows.waiting(in: queue, limit: min(room, Self.batchLimit), in: tx).map { record in
            try update(record, in: tx) { job in
                job.state = .running
                job.attempt += 1
                job.startedAt = now
                job.progress = 0
                job.progressText = nil
            }
        }
    }

    /// Lets jobs wait whose time has come; answers when the next one's does.
    func promoteDue(in tx: WriteTransaction) throws -> Timestamp? {
        for record in try JobRows.due(at: clock.now(), limit: Self.batchLimit, in: tx) {
            _ = try update(record, in: tx) { $0.state = .waiting }
        }
        return try JobRows.nextDue(in: tx)
    }

    /// Puts back up to ``batchLimit`` jobs that a dead process left running; answers how many.
    ///
    /// The attempt that was cut short is not counted: the job did not fail.
    func putBackRunning(in tx: WriteTransaction) throws -> Int {
        let left = try JobRows.running(limit: Self.batchLimit, in: tx)
        for record in left { try putBack(record, in: tx) }
        return left.count
    }

    func putBack(_ record: JobRecord, in tx: WriteTransaction) throws {
        _ = try update(record, in: tx) { job in
            job.state = .waiting
            job.attempt -= 1
        }
    }

    func complete(_ id: ID<JobRecord>, in tx: WriteTransaction) throws {
        guard let record = try JobRows.find(id, in: tx) else { throw StoreError(.constraint, "job \(id) is gone") }
        _ = try update(record, in: tx) { job in
            job.state = .completed
            job.progress = 100
            job.error = nil
            job.finishedAt = clock.now()
        }
    }

    func report(progress: Int, text: String?, of id: ID<JobRecord>, in tx: WriteTransaction) throws {
        guard let record = try JobRows.find(id, in: tx), record.state == .running else { return }
        _ = try update(record, in: tx) { job in
            job.progress = min(max(progress, 0), 100)
            job.progressText = text
        }
    }

    func snooze(_ record: JobRecord, for delay: Duration, in tx: WriteTransaction) throws {
        _ = try update(record, in: tx) { job in
            job.state = .scheduled
            job.attempt -= 1
            job.runAt = clock.now() + delay
        }
    }

    func retry(_ record: JobRecord, after delay: Duration, error: String, in tx: WriteTransaction) throws {
        _ = try update(record, in: tx) { job in
            job.state = .retrying
            job.error = error
            job.runAt = clock.now() + delay
        }
    }

    func giveUp(_ record: JobRecord, as state: JobState, error: String, in tx: WriteTransaction) throws -> JobRecord {
        try update(record, in: tx) { job in
            job.state = state
            job.error = error
            job.finishedAt = clock.now()
        }
    }
}
