package import DataStore
package import Logging
package import Primitives
import Synchronization

/// What a handler has at hand besides its arguments.
package final class JobContext: Sendable {
    package let id: ID<JobRecord>
    package let attempt: Int
    package let traceID: TraceID
    /// Carries the trace and the job's name.
    package let logger: Logger
    private let fence: Int64
    private let jobs: Jobs
    private let completed = Atomic(false)
    private let result = Mutex<String?>(nil)

    init(record: JobRecord, jobs: Jobs, logger: Logger, label: Logger.Metadata) {
        id = record.id
        attempt = record.attempt
        traceID = record.traceID
        fence = record.fence
        self.jobs = jobs
        var logger = logger
        logger[metadataKey: "traceId"] = "\(record.traceID)"
        logger[metadataKey: "jobName"] = "\(record.kind)"
        for (key, value) in label { logger[metadataKey: key] = value }
        if let workspace = record.workspaceID { logger[metadataKey: "workspaceId"] = "\(workspace)" }
        self.logger = logger
    }

    /// Whether a committed write of the handler has recorded the job as done.
    var isCompleted: Bool { completed.load(ordering: .acquiring) }

    /// What ``keep(result:)`` kept last.
    var keptResult: String? { result.withLock { $0 } }

    /// Whether the attempt shall end; the task is cancelled then.
    package var isCancelled: Bool { Task.isCancelled }

    /// Records the job as done in the write that holds its effects, so that both happen or neither does.
    ///
    /// - Parameter result: JSON that stays with the job, for its parent and for people.
    /// - Throws: ``JobFault/leaseLost(_:)`` when the attempt is over, which undoes the write: what was given to another has no effect here.
    package func complete(in tx: WriteTransaction, result: String? = nil) throws {
        let result = result ?? keptResult
        try jobs.changing(in: tx) { changes in
            guard try changes.settle(id, fence: fence, .completed(result: result)) != nil else { throw JobFault.leaseLost(id) }
        }
        tx.afterCommit { self.completed.store(true, ordering: .releasing) }
    }

    /// Leaves JSON with the job when it is done.
    package func keep(result: String) {
        self.result.withLock { $0 = result }
    }

    /// Shows how far the work is.
    ///
    /// - Parameters:
    ///   - percent: 0 to 100.
    ///   - text: one line for people.
    package func report(progress percent: Int, _ text: String? = nil) async throws {
        try await jobs.store.write { [jobs, id, fence] tx in
            try jobs.changing(in: tx) { changes in
                guard let job = try JobRows.find(id, in: tx), job.state == .running, job.fence == fence else { return }
                _ = try changes.report(percent, text, leaseExpiresAt: nil, of: job)
            }
        }
    }

    /// Leaves a line with the job, for those who look at it; the newest thousand are kept.
    package func log(_ level: JobLogLine.Level, _ text: String) async throws {
        let line = JobLogLine(at: jobs.clock.now(), level: level, text: text)
        try await jobs.store.write { [id] tx in try AttemptRows.append([line], to: id, in: tx) }
    }

    /// What became of the jobs that this one waited for, in the order in which they were enqueued.
    package func children() async throws -> [ChildOutcome] {
        try await jobs.store.read { [id] tx in
            try JobRows.children(of: id, limit: JobTree.sizeLimit, in: tx).map { ChildOutcome($0) }
        }
    }
}
