package import Primitives

/// One job as it is kept.
package struct JobRecord: Sendable {
    package let id: ID<JobRecord>
    /// The tenant that the work is for; `nil` for the node's own.
    package let workspaceID: String?
    package let queue: QueueName
    package let kind: String
    /// Whether a worker outside the node runs it.
    package let isExternal: Bool
    package var state: JobState
    /// Waiting, but its key is in use or not yet free again.
    package var isHeld: Bool
    package var priority: Int
    /// When it may start, or could have started.
    package var runAt: Timestamp
    /// JSON.
    package var arguments: String
    /// The entity that the work is about, such as a lead.
    package let subjectID: String?
    package let traceID: TraceID
    /// The step of the trace that enqueued it.
    package let spanID: SpanID?
    /// The key of its uniqueness, whether it holds at the moment, and until when at most.
    package let uniqueKey: String?
    package var holdsUniqueKey: Bool
    package let uniqueUntil: Timestamp?
    /// The key of its limits as the table knows it, with the workspace.
    package let limitKey: String?
    package let keyConcurrency: Int?
    package let keyInterval: Duration?
    package let parentID: ID<JobRecord>?
    /// How many of its children have not ended; for a parent that failed with them, how many had not.
    package var waitsFor: Int
    package let onChildFailure: JobTree.ChildFailure?
    /// Which start this is, counted from 1; 0 before the first.
    package var attempt: Int
    package let maxAttempts: Int
    package let timeout: Duration
    package let backoff: Backoff
    /// How many times the process ended while it ran, since it last ended an attempt.
    package var crashes: Int
    /// Goes up with every start and never comes back: who holds an older one has lost the job.
    package var fence: Int64
    /// 0 to 100.
    package var progress: Int
    package var progressText: String?
    /// What the last failed attempt reported.
    package var error: String?
    /// JSON that the work left for its parent and for people.
    package var result: String?
    /// Why it shall stop; set while it runs and has not stopped yet, and kept afterwards.
    package var cancelReason: String?
    /// The external worker that has it.
    package var worker: String?
    package var leaseExpiresAt: Timestamp?
    /// Goes up by one with every change, so that a reader can tell old news.
    package var version: Int64
    package let createdAt: Timestamp
    package var startedAt: Timestamp?
    package var finishedAt: Timestamp?
    package var updatedAt: Timestamp
}
