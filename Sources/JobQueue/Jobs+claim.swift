import DataStore
import Primitives
import Synchronization

/// Starting jobs of this process, each inside a write.
extension Jobs {
    /// How many jobs one write puts back, promotes, holds or claims at most, so that no write grows long.
    static let batchLimit = 200
    /// How many tenants one claim looks at.
    static let tenantLimit = 256
    /// Before the next claim looks behind so many tenants of which none could start anything.
    static let closedTenantsPause = Duration.milliseconds(100)

    /// A queue with room.
    struct Opening: Sendable {
        let queue: QueueName
        let room: Int
        /// How many jobs of one workspace may run at once; no limit of its own when absent.
        let perWorkspace: Int?
        let rate: StartRate?
    }
}

extension JobChanges {
    /// What a claim found.
    struct Claim: Sendable {
        var jobs: [JobRecord] = []
        /// Whether there may be more that could start as soon as there is room.
        var mayHaveMore = false
        /// When a rate or the end of a pause may let in more.
        var retryAt: Timestamp?

        mutating func retry(at moment: Timestamp?) {
            guard let moment else { return }
            retryAt = min(retryAt ?? moment, moment)
        }
    }

    /// Starts jobs of a queue: tenants take turns, and within each the order is that of priority, then of arrival.
    ///
    /// - Parameter turn: the tenant whose turn was last; moved on.
    func claim(_ opening: Jobs.Opening, after turn: inout String) throws -> Claim {
        var claim = Claim()
        var room = min(opening.room, Jobs.batchLimit)
        if let settings = try QueueRows.settings(opening.queue, of: "", in: tx), settings.isPaused(at: now) {
            claim.retry(at: settings.pausedUntil)
            return claim
        }
        let rateKey = "queue \(opening.queue)"
        if let rate = opening.rate {
            let (left, next) = try startsLeft(of: rateKey, rate)
            if room > left { claim.retry(at: next) }
            room = min(room, left)
        }
        guard room > 0 else { return claim }

        var holds = 0
        var tenants = try tenants(readyIn: opening.queue, after: turn)
        let areMore = tenants.count >= Jobs.tenantLimit
        while room > 0, holds < Jobs.batchLimit, let tenant = tenants.popFirst() {
            let share = max(1, room / (tenants.count + 1))
            let taken = try take(share, of: tenant, opening, &holds, &claim)
            room -= taken.jobs.count
            claim.jobs += taken.jobs
            turn = tenant
            if taken.mayHaveMore { tenants.append(tenant) }
        }
        claim.mayHaveMore = !tenants.isEmpty || areMore && !claim.jobs.isEmpty
        // All were paused or at a limit: looking on at once would be a loop without rest.
        if areMore, claim.jobs.isEmpty { claim.retry(at: now + Jobs.closedTenantsPause) }
        if let rate = opening.rate { try countStarts(claim.jobs.count, of: rateKey, rate) }
        return claim
    }

    /// The tenants with something ready, beginning after the one whose turn was last. The node's own jobs have the empty tenant.
    private func tenants(readyIn queue: QueueName, after turn: String) throws -> ArraySlice<String> {
        var found: ArraySlice<String> = []
        var last = turn
        while found.count < Jobs.tenantLimit, let next = try JobRows.tenant(after: last, readyIn: queue, in: tx) {
            found.append(next)
            last = next
        }
        if try !JobRows.ready(in: queue, of: "", limit: 1, in: tx).isEmpty { found.append("") }
        last = ""
        while found.count < Jobs.tenantLimit, let next = try JobRows.tenant(after: last, readyIn: queue, in: tx), next <= turn {
            found.append(next)
            last = next
        }
        return found
    }

    private func take(
        _ share: Int, of tenant: String, _ opening: Jobs.Opening, _ holds: inout Int, _ claim: inout Claim
    ) throws -> (jobs: [JobRecord], mayHaveMore: Bool) {
        var room = share
        if !tenant.isEmpty {
            if let settings = try QueueRows.settings(opening.queue, of: tenant, in: tx), settings.isPaused(at: now) {
                claim.retry(at: settings.pausedUntil)
                return ([], false)
            }
            if let limit = opening.perWorkspace {
                let running = try count(CountRows.Key(tenant: tenant, queue: opening.queue, isExternal: false, state: .running))
                room = min(room, limit - running)
            }
        }
        var started: [JobRecord] = []
        while room > started.count, holds < Jobs.batchLimit {
            let wanted = room - started.count
            let ready = try JobRows.ready(in: opening.queue, of: tenant, limit: wanted, in: tx)
            for job in ready {
                if try admit(job) { started.append(try start(job)) } else { holds += 1 }
            }
            if ready.count < wanted { return (started, false) }
        }
        // A tenant at a limit of its own is woken by the end of one of its jobs.
        return (started, room == share || holds >= Jobs.batchLimit)
    }

    func start(_ job: JobRecord, worker: String? = nil, leaseExpiresAt: Timestamp? = nil) throws -> JobRecord {
        let started = try update(job) { job in
            job.state = .running
            job.attempt += 1
            job.fence += 1
            job.startedAt = now
            job.finishedAt = nil
            job.progress = 0
            job.progressText = nil
            job.worker = worker
            job.leaseExpiresAt = leaseExpiresAt
        }
        self.started(started)
        return started
    }

    /// Lets jobs wait whose time has come; answers when the next one's does.
    func promoteDue() throws -> Timestamp? {
        let due = try JobRows.due(at: now, limit: Jobs.batchLimit, in: tx)
        for job in due { try update(job) { $0.state = .waiting } }
        try releaseAwaited()
        return [try JobRows.nextDue(in: tx), try QueueRows.nextAwaited(in: tx)].compactMap { $0 }.min()
    }
}
