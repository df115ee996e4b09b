package import Identity
package import JobQueue
package import Primitives

/// What workers outside the node do: take jobs of their workspace for a while, and say what became of them.
package struct WorkerDesk: Sendable {
    /// Requests of one workspace that may wait for jobs at the same time.
    package static let pollLimit = 256
    package static let logLimit = 100
    package static let resultByteLimit = 65_536
    package static let workerByteLimit = 100
    package static let longestDelay = JobOrder.longestDelay

    private let leases: Leases
    private let polls: WaitingPolls
    private let clock: WallClock

    package init(leases: Leases, pollLimit: Int = WorkerDesk.pollLimit, clock: WallClock = .system) {
        self.leases = leases
        self.clock = clock
        polls = WaitingPolls(limit: pollLimit)
    }

    /// One job that a worker has, as it names it.
    package struct Held: Sendable {
        package let id: ID<JobRecord>
        /// The fencing number of the lease.
        package let lease: Int64

        package init(id: ID<JobRecord>, lease: Int64) {
            self.id = id
            self.lease = lease
        }
    }

    /// Takes jobs, and waits for the first as long as the order says.
    ///
    /// - Throws: ``Failure`` `forbidden`, `invalidRequest`, `rateLimited` when too many wait.
    package func lease(_ order: LeaseOrder, for principal: Principal) async throws -> [Leases.Lease] {
        try principal.require(.jobsWork)
        var faults: [FieldFault] = []
        if !(1...LeaseOrder.kindLimit).contains(order.kinds.count) {
            faults.append(FieldFault("/kinds", "1 to \(LeaseOrder.kindLimit) kinds."))
        }
        for (position, kind) in order.kinds.prefix(LeaseOrder.kindLimit).enumerated() where !WorkName.isGood(kind) {
            faults.append(FieldFault("/kinds/\(position)", WorkName.rule))
        }
        if !LeaseOrder.counts.contains(order.count) {
            faults.append(FieldFault("/max", "\(LeaseOrder.counts.lowerBound) to \(LeaseOrder.counts.upperBound)."))
        }
        check(order.duration, LeaseOrder.durations, "/leaseSeconds", &faults)
        check(order.wait, LeaseOrder.waits, "/waitSeconds", &faults)
        var order = order
        if let worker = order.worker {
            order.worker = worker.singleLine()
            if worker.utf8.count > Self.workerByteLimit { faults.append(FieldFault("/worker", "At most \(Self.workerByteLimit) bytes.")) }
        }
        try refuse(faults)
        order.workspaceID = principal.workspaceID.description
        // A kind that is named twice would be looked for twice.
        order.kinds = Array(Set(order.kinds))
        guard order.wait > .zero else { return try await leases.lease(order) }
        return try await polls.counted(in: order.workspaceID) { [order] in try await leases.lease(order) }
    }

    /// - Throws: ``Failure`` `forbidden`, `invalidRequest`, `leaseLost`.
    package func heartbeat(
        _ held: Held, duration: Duration, progress: Int?, text: String?, log: [(level: JobLogLine.Level, text: String)],
        for principal: Principal
    ) async throws -> Leases.Heartbeat {
        try principal.require(.jobsWork)
        var faults: [FieldFault] = []
        check(duration, LeaseOrder.durations, "/leaseSeconds", &faults)
        if let progress, !(0...100).contains(progress) { faults.append(FieldFault("/progress", "0 to 100.")) }
        if progress == nil, text != nil { faults.append(FieldFault("/text", "It belongs to progress.")) }
        if log.count > Self.logLimit { faults.append(FieldFault("/log", "At most \(Self.logLimit) lines at a time.")) }
        try refuse(faults)
        let now = clock.now()
        let lines = log.map { JobLogLine(at: now, level: $0.level, text: $0.text) }
        return try await saying(for: principal) { workspace in
            try await leases.heartbeat(
                held.id, fence: held.lease, workspace: workspace, duration: duration, progress: progress, text: text, log: lines)
        }
    }

    /// - Parameter result: JSON text.
    /// - Throws: ``Failure`` `forbidden`, `invalidRequest`, `leaseLost`.
    package func complete(_ held: Held, result: String?, for principal: Principal) async throws {
        try principal.require(.jobsWork)
        if let result, result.utf8.count > Self.resultByteLimit {
            try refuse([FieldFault("/result", "At most \(Self.resultByteLimit) bytes; keep more as a file and name it here.")])
        }
        try await saying(for: principal) { workspace in
            try await leases.complete(held.id, fence: held.lease, workspace: workspace, result: result)
        }
    }

    /// - Throws: ``Failure`` `forbidden`, `invalidRequest`, `leaseLost`.
    package func fail(
        _ held: Held, error: String, stack: String?, retry: Bool, delay: Duration?, for principal: Principal
    ) async throws -> JobRecord {
        try principal.require(.jobsWork)
        var faults: [FieldFault] = []
        if error.singleLine().isEmpty { faults.append(FieldFault("/error", "Say what went wrong.")) }
        if let delay { check(delay, .zero...Self.longestDelay, "/delaySeconds", &faults) }
        try refuse(faults)
        return try await saying(for: principal) { workspace in
            try await leases.fail(held.id, fence: held.lease, workspace: workspace, error: error, stack: stack, retry: retry, delay: delay)
        }
    }

    /// - Throws: ``Failure`` `forbidden`, `leaseLost`.
    package func release(_ held: Held, for principal: Principal) async throws {
        try principal.require(.jobsWork)
        try await saying(for: principal) { workspace in try await leases.release(held.id, fence: held.lease, workspace: workspace) }
    }

    private func saying<Value>(for principal: Principal, _ body: (String) async throws -> Value) async throws -> Value {
        try await JobFault.translated("worked on") { try await body(principal.workspaceID.description) }
    }

    private func check(_ duration: Duration, _ range: ClosedRange<Duration>, _ place: String, _ faults: inout [FieldFault]) {
        guard !range.contains(duration) else { return }
        faults.append(FieldFault(place, "\(range.lowerBound.components.seconds) to \(range.upperBound.components.seconds)."))
    }

    private func refuse(_ faults: [FieldFault]) throws(Failure) {
        guard !faults.isEmpty else { return }
        throw Failure(.invalidRequest, "Nothing was done: some fields are not right.", fields: faults)
    }
}
