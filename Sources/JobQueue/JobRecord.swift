package import Primitives

/// One job as it is kept.
package struct JobRecord: Sendable {
    package let id: ID<JobRecord>
    package let queue: QueueName
    package let kind: String
    /// JSON of the ``Job`` value.
    package let arguments: String
    /// The tenant that the work is for.
    package let workspaceID: String?
    /// The entity that the work is about, such as a lead.
    package let subjectID: String?
    package let traceID: TraceID
    package var state: JobState
    package var runAt: Timestamp
    /// Which start this is, counted from 1; 0 before the first.
    package var attempt: Int
    package let maxAttempts: Int
    /// 0 to 100.
    package var progress: Int
    package var progressText: String?
    /// What the last failed attempt reported.
    package var error: String?
    /// Goes up by one with every change, so that a reader can tell old news.
    package var version: Int64
    package let createdAt: Timestamp
    package var startedAt: Timestamp?
    package var finishedAt: Timestamp?
    package var updatedAt: Timestamp
}
