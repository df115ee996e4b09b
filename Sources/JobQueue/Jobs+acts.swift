package import DataStore
package import Primitives

/// What people do to jobs, each inside a write. They find only jobs of the workspace that they name; `nil` finds all of the node.
extension Jobs {
    /// A job that has failed or was cancelled begins anew, with all its attempts; so do those of its children that did not complete.
    ///
    /// - Throws: ``JobFault`` `gone`, `notAllowed`, or `duplicate` when another of its uniqueness is there by now.
    @discardableResult
    package func retry(_ id: ID<JobRecord>, of workspace: String?, in tx: WriteTransaction) throws -> JobRecord {
        try changing(in: tx) { try $0.retry(try $0.find(id, of: workspace)) }
    }

    /// Ends a job that was not started, and asks one that runs to stop; what it waits for is cancelled with it.
    ///
    /// - Throws: ``JobFault`` `gone`, `notAllowed` when it has ended.
    @discardableResult
    package func cancel(_ id: ID<JobRecord>, of workspace: String?, because reason: String, in tx: WriteTransaction) throws -> JobRecord {
        try changing(in: tx) { try $0.cancel(try $0.find(id, of: workspace), reason) }
    }

    /// Lets a job that is scheduled or between two attempts wait for its turn at once.
    ///
    /// - Throws: ``JobFault`` `gone`, `notAllowed`.
    @discardableResult
    package func promote(_ id: ID<JobRecord>, of workspace: String?, in tx: WriteTransaction) throws -> JobRecord {
        try changing(in: tx) { changes in
            let job = try changes.find(id, of: workspace)
            guard job.state == .scheduled || job.state == .retrying else { throw JobFault.notAllowed(job.state, .waiting) }
            return try changes.update(job) { job in
                job.state = .waiting
                job.runAt = changes.now
            }
        }
    }

    /// Forgets a job that has ended.
    ///
    /// - Throws: ``JobFault`` `gone`, `notRemovable` while it has not ended, or a parent still needs it.
    package func remove(_ id: ID<JobRecord>, of workspace: String?, in tx: WriteTransaction) throws {
        try changing(in: tx) { changes in
            let job = try changes.find(id, of: workspace)
            guard job.isEnded, try !changes.isAwaited(job) else { throw JobFault.notRemovable(job.state) }
            try changes.delete(job)
        }
    }

    /// Retries up to ``batchLimit`` ended jobs that `filter` finds after `last`.
    ///
    /// - Returns: how many, and where to go on; no place when that was all. One that can't be retried is left out.
    package func retryBatch(
        _ filter: JobFilter, after last: ID<JobRecord>?, in tx: WriteTransaction
    ) throws -> (count: Int, last: ID<JobRecord>?) {
        try changing(in: tx) { changes in
            let found = try JobRows.matching(filter, after: last, limit: Self.batchLimit, in: tx)
            var count = 0
            for job in found where job.state == .failed || job.state == .cancelled {
                do {
                    // What an earlier one of the batch has retried with it is not what was read.
                    let job = try changes.find(job.id)
                    guard job.state == .failed || job.state == .cancelled else { continue }
                    try changes.retry(job)
                    count += 1
                } catch JobFault.duplicate {
                    continue
                }
            }
            return (count, found.count == Self.batchLimit ? found.last?.id : nil)
        }
    }

    /// Removes up to ``batchLimit`` ended jobs that `filter` finds after `last` and that ended before `moment`.
    package func removeBatch(
        _ filter: JobFilter, endedBefore moment: Timestamp, after last: ID<JobRecord>?, in tx: WriteTransaction
    ) throws -> (count: Int, last: ID<JobRecord>?) {
        try changing(in: tx) { changes in
            let found = try JobRows.matching(filter, after: last, limit: Self.batchLimit, in: tx)
            var count = 0
            for job in found {
                guard let finishedAt = job.finishedAt, finishedAt < moment, job.isEnded, try !changes.isAwaited(job) else { continue }
                try changes.delete(job)
                count += 1
            }
            return (count, found.count == Self.batchLimit ? found.last?.id : nil)
        }
    }

    // MARK: Queues

    /// Lets no job of the queue start until `until`, or until someone resumes it. What runs goes on.
    package func pause(_ queue: QueueName, of workspace: String?, until: Timestamp? = nil, in tx: WriteTransaction) throws {
        try set(queue, of: workspace, in: tx) { settings in
            settings.isPaused = true
            settings.pausedUntil = until
        }
    }

    package func resume(_ queue: QueueName, of workspace: String?, in tx: WriteTransaction) throws {
        try set(queue, of: workspace, in: tx) { settings in
            settings.isPaused = false
            settings.pausedUntil = nil
        }
    }

    /// What holds for jobs of external workers in that queue.
    package func limit(
        _ queue: QueueName, of workspace: String, concurrency: Int?, rate: StartRate?, in tx: WriteTransaction
    ) throws {
        try set(queue, of: workspace, in: tx) { settings in
            settings.concurrency = concurrency
            settings.rate = rate
        }
    }

    private func set(
        _ queue: QueueName, of workspace: String?, in tx: WriteTransaction, _ change: (inout QueueSettings) -> Void
    ) throws {
        let tenant = workspace ?? ""
        var settings = try QueueRows.settings(queue, of: tenant, in: tx) ?? QueueSettings()
        change(&settings)
        try QueueRows.set(settings, of: queue, tenant: tenant, in: tx)
        try changing(in: tx) { changes in
            changes.wake(queue)
            changes.wakeWorkers(of: tenant)
        }
    }

    // MARK: Forgetting

    /// Removes up to ``batchLimit`` jobs of that end before `moment`; answers how many.
    package func prune(_ state: JobState, endedBefore moment: Timestamp, in tx: WriteTransaction) throws -> Int {
        try changing(in: tx) { changes in
            let past = try JobRows.ended(state, before: moment, limit: Self.batchLimit, in: tx)
            var count = 0
            for job in past where try !changes.isAwaited(job) {
                try changes.delete(job)
                count += 1
            }
            return count
        }
    }

    /// Forgets queues of external workers that have become empty.
    package func pruneQueues(in tx: WriteTransaction) throws {
        try CountRows.prune(in: tx)
    }

    /// Forgets up to ``batchLimit`` paces of keys that nothing waits for; answers how many.
    package func prunePaces(in tx: WriteTransaction) throws -> Int {
        try QueueRows.prunePaces(before: clock.now(), limit: Self.batchLimit, in: tx)
    }

    /// Removes up to ``batchLimit`` jobs of a workspace that ends, whatever their state, and at last what it has set for queues and its schedules.
    ///
    /// - Returns: whether there may be more.
    package func removeBatch(of workspace: String, in tx: WriteTransaction) throws -> Bool {
        try changing(in: tx) { changes in
            let found = try JobRows.rows("WHERE workspace_id = ? ORDER BY state, id LIMIT ?", [workspace, Self.batchLimit], in: tx)
            for job in found { try changes.delete(job) }
            if found.isEmpty {
                try CountRows.forget(tenant: workspace, in: tx)
                try QueueRows.forget(tenant: workspace, in: tx)
                try ScheduleRows.removeAll(of: workspace, in: tx)
            }
            return !found.isEmpty
        }
    }
}

extension JobChanges {
    func find(_ id: ID<JobRecord>, of workspace: String?) throws -> JobRecord {
        let job = try find(id)
        guard workspace == nil || job.workspaceID == workspace else { throw JobFault.gone(id) }
        return job
    }

    @discardableResult
    func retry(_ job: JobRecord) throws -> JobRecord {
        guard job.state == .failed || job.state == .cancelled else { throw JobFault.notAllowed(job.state, .waiting) }
        let holdsAgain = job.uniqueKey != nil && job.uniqueUntil == nil
        if holdsAgain, let key = job.uniqueKey, let holder = try JobRows.holder(ofUniqueKey: key, in: tx), holder.id != job.id {
            throw JobFault.duplicate(of: holder.id)
        }
        let unfinished = try JobRows.children(of: job.id, limit: JobTree.sizeLimit, in: tx).filter { $0.state != .completed }
        for child in unfinished where child.isEnded { try retry(child) }
        if let id = job.parentID, let parent = try JobRows.find(id, in: tx), parent.state == .waitingForChildren {
            try update(parent) { $0.waitsFor += 1 }
        }
        return try update(job) { job in
            job.state = unfinished.isEmpty ? .waiting : .waitingForChildren
            job.waitsFor = unfinished.count
            job.holdsUniqueKey = job.holdsUniqueKey || holdsAgain
            job.attempt = 0
            job.crashes = 0
            job.error = nil
            job.result = nil
            job.cancelReason = nil
            job.progress = 0
            job.progressText = nil
            job.finishedAt = nil
            job.runAt = now
        }
    }

    /// Whether a parent still needs what the job left.
    func isAwaited(_ job: JobRecord) throws -> Bool {
        guard let id = job.parentID, let parent = try JobRows.find(id, in: tx) else { return false }
        return !parent.isEnded
    }
}
