import DataStore
import Primitives

/// Ends of attempts and of jobs.
extension JobChanges {
    /// Longer reports of a failure are cut; the log has the whole.
    static let errorLimit = 2_000
    static let stackLimit = 16_000
    /// After so many ends of the process while it ran, a job is not started again by itself.
    static let crashLimit = 2

    /// Records how the attempt with that fencing number ended.
    ///
    /// - Returns: the job as it is now; `nil` when the attempt was over already and nothing was recorded.
    @discardableResult
    func settle(_ id: ID<JobRecord>, fence: Int64, _ ending: AttemptEnding) throws -> JobRecord? {
        guard let job = try JobRows.find(id, in: tx), job.state == .running, job.fence == fence else { return nil }
        return try settle(job, ending)
    }

    /// Records how the attempt ended that `started` began; its row is read again only if something has changed it since.
    ///
    /// - Returns: as above.
    @discardableResult
    func settle(startedAs started: JobRecord, _ ending: AttemptEnding) throws -> JobRecord? {
        guard try JobRows.version(of: started.id, in: tx) != started.version else { return try settle(started, ending) }
        return try settle(started.id, fence: started.fence, ending)
    }

    func settle(_ job: JobRecord, _ ending: AttemptEnding) throws -> JobRecord {
        if var kept = ending.kept, let startedAt = job.startedAt {
            if job.cancelReason != nil { kept = .cancelled }
            try AttemptRows.insert(
                JobAttempt(
                    number: job.attempt, worker: job.worker, startedAt: startedAt, endedAt: now, ending: kept,
                    error: ending.error.map(Self.text), stack: ending.stack?.prefix(utf8: Self.stackLimit)), of: job, in: tx)
        }
        let settled = try stop(job, ending)
        try passOn(from: job)
        if settled.isExternal { try giveRoom(of: settled) } else { wake(settled.queue) }
        return settled
    }

    /// In a queue with a limit the end of one job lets another start, of whatever kind.
    private func giveRoom(of job: JobRecord) throws {
        let tenant = job.workspaceID ?? ""
        if try QueueRows.settings(job.queue, of: tenant, in: tx)?.concurrency != nil { wakeWorkers(of: tenant) }
    }

    private func stop(_ job: JobRecord, _ ending: AttemptEnding) throws -> JobRecord {
        switch ending {
        case .completed(let result):
            return try end(job, as: .completed) { job in
                job.progress = 100
                job.error = nil
                job.result = result
            }
        case _ where job.cancelReason != nil: return try giveUp(job, as: .cancelled, cancellation(of: job))
        case .snoozed(let delay):
            return try update(job) { job in
                job.state = .scheduled
                job.attempt -= 1
                job.crashes = 0
                job.runAt = now + delay
            }
        case .cancelled(let reason): return try giveUp(job, as: .cancelled, reason)
        case .failed(let error, _, let retry, let delay): return try failed(job, error, retry: retry, delay: delay)
        case .timedOut(let fault), .abandoned(let fault): return try failed(job, fault)
        case .leaseExpired(let fault): return try failed(job, fault, delay: .zero)
        case .interrupted: return try putBack(job)
        case .crashed:
            let crashes = job.crashes + 1
            guard crashes < Self.crashLimit else { return try giveUp(job, as: .failed, JobFault.poisonous(crashes: crashes)) }
            return try putBack(job, crashes: crashes)
        }
    }

    private func failed(_ job: JobRecord, _ error: any Error, retry: Bool = true, delay: Duration? = nil) throws -> JobRecord {
        guard retry, job.attempt < job.maxAttempts else { return try giveUp(job, as: .failed, error) }
        let delay = delay ?? job.backoff.delay(afterAttempt: job.attempt, jitter: .random(in: 0...1))
        return try update(job) { job in
            job.state = delay > .zero ? .retrying : .waiting
            job.crashes = 0
            job.error = Self.text(of: error)
            job.runAt = now + delay
            job.leaseExpiresAt = nil
        }
    }

    private func putBack(_ job: JobRecord, crashes: Int = 0) throws -> JobRecord {
        try update(job) { job in
            job.state = .waiting
            job.attempt -= 1
            job.crashes = crashes
            job.runAt = now
            job.leaseExpiresAt = nil
        }
    }

    // MARK: The end

    /// Ends a job that will not be tried again, with what its kind does then.
    @discardableResult
    func giveUp(_ job: JobRecord, as state: JobState, _ reason: any Error, cancelReason: String? = nil) throws -> JobRecord {
        let ended = try end(job, as: state) { job in
            job.error = Self.text(of: reason)
            if let cancelReason { job.cancelReason = cancelReason }
        }
        try jobs.givingUp(job.kind)?(ended, reason, tx)
        return ended
    }

    private func end(_ job: JobRecord, as state: JobState, _ change: (inout JobRecord) -> Void) throws -> JobRecord {
        let wasRunning = job.state == .running
        let ended = try update(job) { job in
            job.state = state
            job.isHeld = false
            job.finishedAt = now
            job.leaseExpiresAt = nil
            job.crashes = 0
            if job.uniqueUntil == nil { job.holdsUniqueKey = false }
            change(&job)
        }
        self.ended(ended, after: wasRunning ? job.startedAt.map { now - $0 } : nil)
        if !wasRunning { try passOn(from: job) }
        try tellParent(of: ended)
        return ended
    }

    private func tellParent(of child: JobRecord) throws {
        guard let id = child.parentID, let parent = try JobRows.find(id, in: tx), parent.state == .waitingForChildren else { return }
        guard child.state == .completed || parent.onChildFailure == .continue else {
            let fault = JobFault.childFailed(kind: child.kind, id: child.id, error: child.error)
            try giveUp(parent, as: .failed, fault)
            return try cancelChildren(of: parent, Self.text(of: fault))
        }
        try update(parent) { parent in
            parent.waitsFor -= 1
            guard parent.waitsFor == 0 else { return }
            parent.state = parent.runAt > now ? .scheduled : .waiting
            if parent.state == .waiting { parent.runAt = now }
        }
    }

    /// Cancels the job, and what it waits for.
    ///
    /// - Returns: the job: `cancelled`, or `running` with the reason for which it shall stop.
    /// - Throws: ``JobFault/notAllowed(_:_:)`` when it has ended.
    @discardableResult
    func cancel(_ job: JobRecord, _ reason: String) throws -> JobRecord {
        if job.state == .running {
            guard job.cancelReason == nil else { return job }
            let cancelled = try update(job) { $0.cancelReason = reason }
            stop(cancelled)
            return cancelled
        }
        guard job.state.isPending else { throw JobFault.notAllowed(job.state, .cancelled) }
        let cancelled = try giveUp(job, as: .cancelled, JobFault.cancelled(reason: reason), cancelReason: reason)
        try cancelChildren(of: cancelled, reason)
        return cancelled
    }

    private func cancelChildren(of parent: JobRecord, _ reason: String) throws {
        for child in try JobRows.children(of: parent.id, limit: JobTree.sizeLimit, in: tx) where !child.isEnded {
            try cancel(child, reason)
        }
    }

    private func cancellation(of job: JobRecord) -> JobFault { .cancelled(reason: job.cancelReason ?? "") }

    static func text(of error: any Error) -> String {
        let text =
            switch error {
            case let failure as Failure: failure.message
            default: String(describing: error)
            }
        return text.singleLine().prefix(utf8: errorLimit)
    }
}

extension AttemptEnding {
    fileprivate var stack: String? {
        if case .failed(_, let stack, _, _) = self { stack } else { nil }
    }
}
