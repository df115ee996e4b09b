import Instrumentation
package import Primitives

/// A job before it is kept.
package struct JobDraft: Sendable {
    package static let priorities = 0...9
    package static let standardPriority = 5
    /// Beyond it belongs into a file or a row; every change of state writes the whole row.
    package static let argumentLimit = 65_536

    package var kind: String
    package var queue: QueueName
    /// Any JSON text.
    package var arguments = "{}"
    /// Whether a worker outside the node runs it.
    package var isExternal = false
    /// The tenant that the work is for; `nil` for the node's own.
    package var workspaceID: String?
    /// The entity that the work is about, such as a lead.
    package var subjectID: String?
    package var traceID: TraceID
    /// The step of the trace that wants the job; `nil` when it is of another trace than whoever enqueues.
    package private(set) var spanID: SpanID?
    package var priority = JobDraft.standardPriority
    /// Not before this moment; at once if absent.
    package var runAt: Timestamp?
    package var maxAttempts = 5
    /// How long one attempt may take, all heartbeats included.
    package var timeout = Duration.seconds(60)
    package var backoff = Backoff.standard
    package var uniqueness: Uniqueness?
    package var limitKey: LimitKey?

    package init(kind: String, queue: QueueName, trace: TraceID) {
        self.kind = kind
        self.queue = queue
        traceID = trace
        if let place = ServiceContext.current?.trace, place.traceID == trace { spanID = place.spanID }
    }

    package init<Work: Job>(_ job: Work, workspace: String? = nil, subject: String? = nil, trace: TraceID, runAt: Timestamp? = nil) throws {
        self.init(kind: Work.kind, queue: Work.queue, trace: trace)
        arguments = try job.encoded()
        workspaceID = workspace
        subjectID = subject
        priority = Work.priority
        self.runAt = runAt
        maxAttempts = Work.maxAttempts
        timeout = Work.timeout
        backoff = Work.backoff
        uniqueness = job.uniqueness
        limitKey = job.limitKey
    }
}
