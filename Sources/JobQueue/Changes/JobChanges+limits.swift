import DataStore
import Primitives

/// Limits of keys and rates of starts.
///
/// A job whose key is in use is *held*: it leaves the order of those that could start, so that ten thousand jobs for one host are looked at once
/// and not at every claim. What frees the key lets the next ones back in.
extension JobChanges {
    /// Whether the job's key lets it start; holds it if not.
    func admit(_ job: JobRecord) throws -> Bool {
        // Of jobs that ran when the process ended one runs at a time, so that a second end tells which it was.
        if job.crashes > 0, !job.isExternal, try JobRows.isSuspectRunning(in: tx) {
            try hold(job)
            return false
        }
        guard let key = job.limitKey else { return true }
        if let limit = job.keyConcurrency, try JobRows.runningCount(ofKey: key, in: tx) >= limit {
            try hold(job)
            return false
        }
        guard let interval = job.keyInterval else { return true }
        if let next = try QueueRows.nextStart(of: key, in: tx), next > now {
            try hold(job)
            try delay(key, until: next)
            return false
        }
        try QueueRows.setNextStart(now + interval, of: key, in: tx)
        if try !JobRows.held(byKey: key, limit: 1, in: tx).isEmpty { try delay(key, until: now + interval) }
        return true
    }

    private func hold(_ job: JobRecord) throws { try JobRows.setHeld(true, job.id, in: tx) }

    private func letIn(_ job: JobRecord) throws {
        try JobRows.setHeld(false, job.id, in: tx)
        wakeAsReady(job)
    }

    private func delay(_ key: String, until moment: Timestamp) throws {
        try QueueRows.setAwaited(true, of: key, in: tx)
        wake(at: moment)
    }

    /// `job` has stopped, or will not start: what it kept others from passes on to them. One that was let in and then cancelled counts, too, for
    /// the others wait behind it.
    func passOn(from job: JobRecord) throws {
        if let key = job.limitKey { try release(key) }
        // Of those that ran when the process ended the next may start.
        if job.crashes > 0, !job.isExternal, let next = try JobRows.heldSuspect(in: tx) { try letIn(next) }
    }

    /// Lets in as many of those that the key holds as have room now.
    private func release(_ key: String) throws {
        guard let first = try JobRows.held(byKey: key, limit: 1, in: tx).first else { return }
        if let next = try QueueRows.nextStart(of: key, in: tx), next > now {
            return try delay(key, until: next)
        }
        let running = try JobRows.runningCount(ofKey: key, in: tx)
        let room = first.keyInterval != nil ? 1 : max(1, (first.keyConcurrency ?? 1) - running)
        for job in try JobRows.held(byKey: key, limit: min(room, Jobs.batchLimit), in: tx) { try letIn(job) }
    }

    /// Lets in the first job of each key whose next start may be now.
    func releaseAwaited() throws {
        for key in try QueueRows.awaited(at: now, limit: Jobs.batchLimit, in: tx) {
            try QueueRows.setAwaited(false, of: key, in: tx)
            try release(key)
        }
    }

    // MARK: Rates

    /// How many jobs may start now, and when one more may: the generic cell rate algorithm (ITU-T I.371, Annex A), where one moment stands for all starts so far.
    func startsLeft(of key: String, _ rate: StartRate) throws -> (count: Int, next: Timestamp) {
        let last = max(try QueueRows.nextStart(of: key, in: tx) ?? now, now)
        // What the clock's going back would leave far ahead is no more than one full period.
        let debt = min(last - now, rate.period)
        let left = Int((rate.period - debt) / rate.interval)
        return (left, now + (debt + rate.interval * (left + 1) - rate.period))
    }

    func countStarts(_ count: Int, of key: String, _ rate: StartRate) throws {
        guard count > 0 else { return }
        let last = max(try QueueRows.nextStart(of: key, in: tx) ?? now, now)
        try QueueRows.setNextStart(min(last, now + rate.period) + rate.interval * count, of: key, in: tx)
    }
}
