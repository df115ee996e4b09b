import DataStore
import Primitives

extension JobChanges {
    /// Starts jobs of a tenant for an external worker: by priority, then by arrival, over all the kinds that it takes.
    ///
    /// - Returns: the jobs, and when a limit may let in more.
    func lease(_ order: LeaseOrder) throws -> (jobs: [JobRecord], retryAt: Timestamp?) {
        // What keys hold back leaves its place to the next; ten thousand of one host are passed over a few hundred at a time.
        for _ in 0..<Self.leaseRounds {
            let round = try leaseRound(order)
            if !round.jobs.isEmpty || !round.wereHeld { return (round.jobs, round.retryAt) }
        }
        return ([], now)
    }

    private static let leaseRounds = 8
    private static let leaseDepth = 25

    private func leaseRound(_ order: LeaseOrder) throws -> (jobs: [JobRecord], retryAt: Timestamp?, wereHeld: Bool) {
        let tenant = order.workspaceID
        var leased: [JobRecord] = []
        var retryAt: Timestamp?
        var last = ""
        var candidates: [JobRecord] = []
        var rooms: [QueueName: Int] = [:]
        while rooms.count < Jobs.tenantLimit, let queue = try JobRows.queue(after: last, leasableOf: tenant, in: tx) {
            last = queue.description
            let (room, next) = try room(in: queue, of: tenant)
            rooms[queue] = room
            if let next { retryAt = min(retryAt ?? next, next) }
            guard room > 0 else { continue }
            for kind in order.kinds {
                candidates += try JobRows.leasable(
                    of: kind, in: queue, of: tenant, limit: min(max(order.count, Self.leaseDepth), room), in: tx)
            }
        }
        for job in candidates.sorted(by: { ($0.priority, $0.id) < ($1.priority, $1.id) }) where leased.count < order.count {
            guard let room = rooms[job.queue], room > 0, try admit(job) else { continue }
            leased.append(try start(job, worker: order.worker, leaseExpiresAt: leaseEnd(at: now, order.duration, job)))
            rooms[job.queue] = room - 1
        }
        for (queue, count) in Dictionary(grouping: leased, by: \.queue).mapValues(\.count) {
            guard let rate = try QueueRows.settings(queue, of: tenant, in: tx)?.rate else { continue }
            try countStarts(count, of: rateKey(queue, tenant), rate)
        }
        return (leased, retryAt, !candidates.isEmpty)
    }

    /// How many more jobs of the queue may start, and when that changes by itself.
    private func room(in queue: QueueName, of tenant: String) throws -> (room: Int, retryAt: Timestamp?) {
        for holder in ["", tenant] {
            guard let settings = try QueueRows.settings(queue, of: holder, in: tx), settings.isPaused(at: now) else { continue }
            return (0, settings.pausedUntil)
        }
        guard let settings = try QueueRows.settings(queue, of: tenant, in: tx) else { return (.max, nil) }
        var room = Int.max
        if let limit = settings.concurrency {
            room = limit - (try count(CountRows.Key(tenant: tenant, queue: queue, isExternal: true, state: .running)))
        }
        if let rate = settings.rate {
            let (left, next) = try startsLeft(of: rateKey(queue, tenant), rate)
            return (min(room, left), next)
        }
        return (room, nil)
    }

    private func rateKey(_ queue: QueueName, _ tenant: String) -> String { "external queue \(tenant) \(queue)" }

    // MARK: What a worker says

    func found(_ id: ID<JobRecord>, workspace: String) throws -> JobRecord {
        guard let job = try JobRows.find(id, in: tx), job.workspaceID == workspace else { throw JobFault.leaseLost(id) }
        return job
    }

    /// The job, if that lease is still good.
    func leased(_ id: ID<JobRecord>, fence: Int64, workspace: String) throws -> JobRecord {
        let job = try found(id, workspace: workspace)
        guard job.isExternal, job.state == .running, job.fence == fence else { throw JobFault.leaseLost(id) }
        return job
    }

    func leaseEnd(of job: JobRecord, _ duration: Duration) -> Timestamp { leaseEnd(at: job.startedAt ?? now, duration, job) }

    /// No lease outlives the time-out of its job.
    private func leaseEnd(at start: Timestamp, _ duration: Duration, _ job: JobRecord) -> Timestamp {
        min(now + duration, max(start + job.timeout, now))
    }

    func report(_ progress: Int, _ text: String?, leaseExpiresAt: Timestamp?, of job: JobRecord) throws -> JobRecord {
        try update(job) { job in
            job.progress = min(max(progress, 0), 100)
            if let text { job.progressText = text.singleLine().prefix(utf8: Self.errorLimit) }
            job.leaseExpiresAt = leaseExpiresAt
        }
    }

    func extend(_ job: JobRecord, until moment: Timestamp) throws -> JobRecord {
        try update(job) { $0.leaseExpiresAt = moment }
    }

    func expiry(of id: ID<JobRecord>) -> JobFault { .leaseExpired(worker: (try? find(id))?.worker) }
}
