import DataStore
package import Logging
package import Primitives
import ServiceLifecycle
import Synchronization

/// Jobs lent to workers outside the node, for as long as they are heard of.
///
/// The ends of leases are counted on a clock that nobody sets: a worker keeps its job when the time of day jumps. After a restart each
/// lease begins anew. What a worker says is only taken with the fencing number of its lease.
package final class Leases: Service {
    /// A lease, and what belongs to the job.
    package struct Lease: Sendable {
        package let job: JobRecord
        package let children: [ChildOutcome]
    }

    package struct Heartbeat: Sendable {
        package let expiresAt: Timestamp
        /// Why the worker shall stop.
        package let cancelReason: String?
    }

    private struct Deadline {
        let fence: Int64
        let at: ContinuousClock.Instant
    }

    /// The longest sleep without a signal, for the clock's sake.
    private static let longestSleep = Duration.seconds(60)

    private let jobs: Jobs
    private let logger: Logger
    private let deadlines = Mutex<[ID<JobRecord>: Deadline]>([:])
    private let changed = Signal()

    package init(jobs: Jobs, logger: Logger) {
        self.jobs = jobs
        self.logger = logger
    }

    /// Lends up to `order.count` jobs, and waits for the first if there is none yet.
    ///
    /// - Returns: none when none came in time, or when the node stops.
    package func lease(_ order: LeaseOrder) async throws -> [Lease] {
        let end = ContinuousClock.now + order.wait
        return try await jobs.bell.withWorkerSignal(of: order.workspaceID, for: order.kinds) { signal in
            while true {
                let (leases, retryAt) = try await lendIfAny(order)
                let rest = end - ContinuousClock.now
                guard leases.isEmpty, rest > .zero, !Task.isCancelled, !Task.isShuttingDownGracefully else { return leases }
                let pause = retryAt.map { min(rest, max($0 - jobs.clock.now(), .milliseconds(10))) } ?? rest
                await cancelWhenGracefulShutdown { await signal.wait(atMost: pause) }
                // Whoever has gone must not be lent anything on the way out.
                guard !Task.isCancelled, !Task.isShuttingDownGracefully else { return [] }
            }
        }
    }

    /// Many wait and one gets what came: the others look without a write.
    private func lendIfAny(_ order: LeaseOrder) async throws -> (leases: [Lease], retryAt: Timestamp?) {
        let isThere = try await jobs.store.read { try JobRows.isLeasable(order.kinds, of: order.workspaceID, in: $0) }
        return isThere ? try await lend(order) : ([], nil)
    }

    private func lend(_ order: LeaseOrder) async throws -> (leases: [Lease], retryAt: Timestamp?) {
        let (leases, retryAt) = try await jobs.store.write { [jobs] tx in
            try jobs.changing(in: tx) { changes in
                let (found, retryAt) = try changes.lease(order)
                let leases = try found.map { job in
                    Lease(job: job, children: try JobRows.children(of: job.id, limit: JobTree.sizeLimit, in: tx).map { ChildOutcome($0) })
                }
                return (leases, retryAt)
            }
        }
        for lease in leases { watch(lease.job) }
        return (leases, retryAt)
    }

    /// Says that the worker lives, how far it is, and what it has to tell.
    ///
    /// - Throws: ``JobFault/leaseLost(_:)``.
    package func heartbeat(
        _ id: ID<JobRecord>, fence: Int64, workspace: String, duration: Duration, progress: Int? = nil, text: String? = nil,
        log: [JobLogLine] = []
    ) async throws -> Heartbeat {
        let job = try await jobs.store.write { [self] tx in
            try jobs.changing(in: tx) { changes in
                let job = try changes.leased(id, fence: fence, workspace: workspace)
                let expiresAt = changes.leaseEnd(of: job, duration)
                if !log.isEmpty { try AttemptRows.append(log, to: id, in: tx) }
                let extended =
                    if let progress {
                        try changes.report(progress, text, leaseExpiresAt: expiresAt, of: job)
                    } else {
                        try changes.extend(job, until: expiresAt)
                    }
                // Here, in the order of writes: what is taken back next in that order knows of it.
                watch(extended)
                return extended
            }
        }
        return Heartbeat(expiresAt: job.leaseExpiresAt ?? jobs.clock.now(), cancelReason: job.cancelReason)
    }

    /// The work is done. The same lease may say so again, which changes nothing.
    ///
    /// - Parameter result: JSON, for the parent and for people.
    /// - Throws: ``JobFault/leaseLost(_:)``.
    package func complete(_ id: ID<JobRecord>, fence: Int64, workspace: String, result: String?) async throws {
        try await jobs.store.write { [jobs] tx in
            try jobs.changing(in: tx) { changes in
                let job = try changes.found(id, workspace: workspace)
                if job.state == .completed, job.fence == fence { return }
                _ = try changes.settle(try changes.leased(id, fence: fence, workspace: workspace), .completed(result: result))
            }
        }
        forget(id, fence: fence)
    }

    /// The attempt failed.
    ///
    /// - Parameters:
    ///   - retry: whether trying again may help.
    ///   - delay: instead of the back-off's.
    /// - Throws: ``JobFault/leaseLost(_:)``.
    package func fail(
        _ id: ID<JobRecord>, fence: Int64, workspace: String, error: String, stack: String?, retry: Bool, delay: Duration?
    ) async throws -> JobRecord {
        let job = try await jobs.store.write { [jobs] tx in
            try jobs.changing(in: tx) { changes in
                let job = try changes.leased(id, fence: fence, workspace: workspace)
                return try changes.settle(job, .failed(WorkerError(text: error), stack: stack, retry: retry, delay: delay))
            }
        }
        forget(id, fence: fence)
        return job
    }

    /// The worker gives the job back unused.
    ///
    /// - Throws: ``JobFault/leaseLost(_:)``.
    package func release(_ id: ID<JobRecord>, fence: Int64, workspace: String) async throws {
        try await jobs.store.write { [jobs] tx in
            try jobs.changing(in: tx) { changes in
                _ = try changes.settle(try changes.leased(id, fence: fence, workspace: workspace), .interrupted)
            }
        }
        forget(id, fence: fence)
    }

    // MARK: Ends

    package func run() async throws {
        try await resume()
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let next = self.deadlines.withLock { $0.values.map(\.at).min() }
                let pause = next.map { $0 - .now } ?? Self.longestSleep
                await self.changed.wait(atMost: min(max(pause, .milliseconds(1)), Self.longestSleep))
                do {
                    try await self.expire()
                } catch {
                    self.logger.error("ended leases can't be recorded", metadata: ["error": "\(error)"])
                    try await Task.sleep(for: .seconds(1))
                }
            }
        }
    }

    /// Counts the leases of before the restart anew.
    package func resume() async throws {
        var last = ""
        while true {
            let running = try await jobs.store.read { [last] in try JobRows.running(after: last, limit: Jobs.batchLimit, in: $0) }
            for job in running where job.isExternal {
                watch(job)
            }
            guard running.count == Jobs.batchLimit, let newest = running.last else { return }
            last = newest.id.description
        }
    }

    /// Takes back what has not been heard of by then.
    package func expire(now: ContinuousClock.Instant = .now) async throws {
        let ended = deadlines.withLock { $0.filter { $0.value.at <= now } }
        guard !ended.isEmpty else { return }
        for batch in Array(ended).chunks(of: Jobs.batchLimit) {
            let count = try await jobs.store.write { [self] tx in
                try jobs.changing(in: tx) { changes in
                    try batch.count { id, deadline in
                        guard isOver(id, deadline, at: now) else { return false }
                        return try changes.settle(id, fence: deadline.fence, .leaseExpired(changes.expiry(of: id))) != nil
                    }
                }
            }
            for (id, deadline) in batch where isOver(id, deadline, at: now) { forget(id, fence: deadline.fence) }
            if count > 0 { logger.notice("workers were not heard of, and their jobs taken back", metadata: ["count": "\(count)"]) }
        }
    }

    /// Whether the worker has not been heard of since the deadline was looked at.
    private func isOver(_ id: ID<JobRecord>, _ deadline: Deadline, at now: ContinuousClock.Instant) -> Bool {
        deadlines.withLock { $0[id].map { $0.fence == deadline.fence && $0.at <= now } ?? false }
    }

    private func watch(_ job: JobRecord) {
        watch(job, for: (job.leaseExpiresAt ?? job.updatedAt) - job.updatedAt)
    }

    private func watch(_ job: JobRecord, for duration: Duration) {
        let deadline = Deadline(fence: job.fence, at: .now + duration)
        let isNew = deadlines.withLock { deadlines in
            defer { deadlines[job.id] = deadline }
            return deadlines[job.id].map { deadline.at < $0.at } ?? true
        }
        if isNew { changed.raise() }
    }

    private func forget(_ id: ID<JobRecord>, fence: Int64) {
        deadlines.withLock { if $0[id]?.fence == fence { $0[id] = nil } }
    }
}

/// What a worker reported.
struct WorkerError: Error, CustomStringConvertible {
    let text: String
    var description: String { text }
}

extension Array {
    fileprivate func chunks(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
