import DataStore
import Primitives

/// The changes of jobs in one write: the only way to the table, so that counts, events and wake-ups follow every change.
final class JobChanges {
    let jobs: Jobs
    let tx: WriteTransaction
    let now: Timestamp
    private var counts: [CountRows.Key: Int] = [:]
    private var notice = JobNotice()

    init(of jobs: Jobs, in tx: WriteTransaction) {
        self.jobs = jobs
        self.tx = tx
        now = jobs.clock.now()
    }

    // MARK: Rows

    func insert(_ job: JobRecord) throws {
        try JobRows.insert(job, in: tx)
        counts[CountRows.Key(job), default: 0] += 1
        notice.enqueued(job)
        wake(for: job)
    }

    /// Applies `change` and tells the observer.
    ///
    /// - Throws: ``JobFault/notAllowed(_:_:)`` for a transition that the state machine does not have.
    @discardableResult
    func update(_ job: JobRecord, _ change: (inout JobRecord) -> Void) throws -> JobRecord {
        var changed = job
        change(&changed)
        guard changed.state == job.state || job.state.allows(changed.state) else { throw JobFault.notAllowed(job.state, changed.state) }
        changed.version += 1
        changed.updatedAt = now
        try JobRows.update(job, to: changed, in: tx)
        if changed.state != job.state {
            counts[CountRows.Key(job), default: 0] -= 1
            counts[CountRows.Key(changed), default: 0] += 1
        }
        wake(for: changed)
        try jobs.observer(changed, tx)
        return changed
    }

    func delete(_ job: JobRecord) throws {
        try JobRows.delete(job.id, in: tx)
        counts[CountRows.Key(job), default: 0] -= 1
        if job.state == .running { notice.stopped.append(job.id) }
        if !job.isEnded { try passOn(from: job) }
    }

    func find(_ id: ID<JobRecord>) throws -> JobRecord {
        guard let job = try JobRows.find(id, in: tx) else { throw JobFault.gone(id) }
        return job
    }

    // MARK: What comes of it after the commit

    /// Tells the task that runs the job, if it is one of this process, to stop.
    func stop(_ job: JobRecord) { notice.stopped.append(job.id) }

    func ended(_ job: JobRecord, after run: Duration?) { notice.ended(job, after: run) }

    func started(_ job: JobRecord) { notice.started(job, at: now) }

    func wake(_ queue: QueueName) { notice.queues.insert(queue) }

    /// Something that held jobs of several kinds back does so no more. The empty tenant stands for all.
    func wakeWorkers(of tenant: String) { notice.unblocked.insert(tenant) }

    func wake(at moment: Timestamp) { notice.due = min(notice.due ?? moment, moment) }

    func wakeAsReady(_ job: JobRecord) {
        if job.isExternal { notice.leasable[job.workspaceID ?? "", default: []].insert(job.kind) } else { wake(job.queue) }
    }

    private func wake(for job: JobRecord) {
        switch job.state {
        case .waiting where !job.isHeld: wakeAsReady(job)
        case .scheduled, .retrying: wake(at: job.runAt)
        default: break
        }
    }

    // MARK: Counts

    /// How many jobs are in a state, those changed in this write included.
    func count(_ key: CountRows.Key) throws -> Int { try CountRows.count(key, in: tx) + counts[key, default: 0] }

    /// Writes the counts and asks for the notice. To be called once, at the end.
    func finish() throws {
        for (key, difference) in counts where difference != 0 { try CountRows.add(difference, to: key, in: tx) }
        guard !notice.isEmpty else { return }
        tx.afterCommit { [notice, jobs] in notice.give(to: jobs) }
    }
}
