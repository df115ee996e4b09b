import DataStore
package import Identity
package import JobQueue
package import Primitives

/// Looking at queues, pausing and limiting them, each for the jobs of one workspace.
extension JobDesk {
    /// How long a pause with an end may last: beyond it nobody remembers.
    package static let longestPause = Duration.days(366)
    /// Queues of one workspace that anything can be set for.
    package static let queueLimit = 1_000
    /// Those that have jobs, that have something set, and the node's own.
    package static let shownQueueLimit = Jobs.countedQueueLimit + queueLimit + 100

    /// - Throws: ``Failure`` `forbidden`.
    package func queues(for principal: Principal) async throws -> [Jobs.QueueView] {
        try principal.require(.jobsRead)
        return try await store.read { [jobs] tx in try jobs.queues(of: principal.workspaceID.description, in: tx) }
    }

    /// Starts no job of the queue any more, until `until` or until someone resumes it; what runs goes on.
    ///
    /// - Throws: ``Failure`` `forbidden`, `notFound` for a name that no queue has, `invalidRequest` for an end that is past.
    package func pause(_ queue: String, until: Timestamp?, act: Act) async throws -> Jobs.QueueView {
        let now = clock.now()
        if let until, until <= now || until > now + Self.longestPause {
            throw Failure(
                .invalidRequest, "The queue was not paused.",
                fields: [FieldFault("/until", "a moment to come, at most \(Self.longestPause.components.seconds / 86_400) days ahead")])
        }
        return try await change(queue, .queuePaused, after: until.map { ["until": .string($0.description)] }, act) {
            jobs, queue, workspace, tx in
            try jobs.pause(queue, of: workspace, until: until, in: tx)
        }
    }

    /// - Throws: ``Failure`` `forbidden`, `notFound`.
    package func resume(_ queue: String, act: Act) async throws -> Jobs.QueueView {
        try await change(queue, .queueResumed, act) { jobs, queue, workspace, tx in try jobs.resume(queue, of: workspace, in: tx) }
    }

    /// How many jobs of a queue of external workers run at once, and how many start in a period; `nil` lifts a limit.
    ///
    /// - Throws: ``Failure`` `forbidden`, `notFound`, `invalidRequest`, `conflict` for a queue that the node runs itself.
    package func limit(_ queue: String, concurrency: Int?, rate: StartRate?, act: Act) async throws -> Jobs.QueueView {
        var faults: [FieldFault] = []
        if let concurrency, !QueueSettings.concurrencies.contains(concurrency) {
            faults.append(
                FieldFault(
                    "/concurrency", "\(QueueSettings.concurrencies.lowerBound) to \(QueueSettings.concurrencies.upperBound), or null."))
        }
        if let rate, !QueueSettings.rateCounts.contains(rate.count) {
            faults.append(FieldFault("/rate/count", "\(QueueSettings.rateCounts.lowerBound) to \(QueueSettings.rateCounts.upperBound)."))
        }
        if let rate, !QueueSettings.ratePeriods.contains(rate.period) {
            faults.append(FieldFault("/rate/seconds", "1 to 86400."))
        }
        guard faults.isEmpty else { throw Failure(.invalidRequest, "The queue was not limited.", fields: faults) }
        guard !own.queues.contains(QueueName(queue)) else {
            throw Failure(.conflict, "The node runs this queue itself; its limits are settings of the node.")
        }
        let after: [String: JSONValue] = [
            "concurrency": concurrency.map { .integer(Int64($0)) } ?? .null,
            "rate": rate.map { ["count": .integer(Int64($0.count)), "seconds": .integer($0.period.components.seconds)] } ?? .null,
        ]
        return try await change(queue, .queueLimited, after: after, act) { jobs, queue, workspace, tx in
            try jobs.limit(queue, of: workspace, concurrency: concurrency, rate: rate, in: tx)
        }
    }

    private func change(
        _ name: String, _ action: AuditAction, after: [String: JSONValue]? = nil, _ act: Act,
        _ body: @escaping @Sendable (Jobs, QueueName, String, WriteTransaction) throws -> Void
    ) async throws -> Jobs.QueueView {
        let principal = try act.requirePrincipal()
        try principal.require(.jobsManage)
        guard WorkName.isGood(name) else { throw Failure(.notFound, "There is no such queue.") }
        let queue = QueueName(name)
        return try await store.write { [self] tx in
            _ = try ActingRank(of: principal, using: .jobsManage, in: tx)
            let workspace = principal.workspaceID.description
            guard try jobs.hasRoom(for: queue, of: workspace, limit: Self.queueLimit, in: tx) else {
                throw Failure(.conflict, "This workspace has \(Self.queueLimit) queues; nothing can be set for another.")
            }
            try body(jobs, queue, workspace, tx)
            try AuditLog.append(
                AuditEntry(
                    action, on: AuditSubject("queue", id: name, label: name), in: principal.workspaceID, after: after.map { .object($0) },
                    act: act, at: clock.now()), in: tx)
            return try jobs.queue(queue, of: workspace, in: tx)
        }
    }
}
