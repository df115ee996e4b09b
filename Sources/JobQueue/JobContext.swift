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
    private let jobs: Jobs
    private let completed = Atomic(false)

    init(record: JobRecord, jobs: Jobs, logger: Logger, label: Logger.Metadata) {
        id = record.id
        attempt = record.attempt
        traceID = record.traceID
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

    /// Records the job as done in the write that holds its effects, so that both happen or neither does.
    package func complete(in tx: WriteTransaction) throws {
        try jobs.complete(id, in: tx)
        tx.afterCommit { self.completed.store(true, ordering: .releasing) }
    }

    /// Shows how far the work is.
    ///
    /// - Parameters:
    ///   - percent: 0 to 100.
    ///   - text: one line for people.
    package func report(progress percent: Int, _ text: String? = nil) async throws {
        try await jobs.store.write { [jobs, id] tx in try jobs.report(progress: percent, text: text, of: id, in: tx) }
    }
}
