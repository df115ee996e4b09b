package import JobQueue
package import Primitives

/// What the operator's commands ask about jobs, of one workspace or of the whole node.
package enum JobsRequest: Codable, Sendable {
    package struct Filter: Codable, Sendable {
        package var state: JobState?
        package var queue: String?
        package var kind: String?
        /// An id of a job, a subject or a trace; or part of the kind, key, error or arguments.
        package var text: String?

        package init(state: JobState? = nil, queue: String? = nil, kind: String? = nil, text: String? = nil) {
            self.state = state
            self.queue = queue
            self.kind = kind
            self.text = text
        }
    }

    /// The newest first.
    case list(Filter, limit: Int)
    /// One job with all that is known of it.
    case show(ID<JobRecord>)
    case retry(ID<JobRecord>)
    /// Those that have failed, as many as one request may; from `after` on.
    case retryFailed(queue: String?, kind: String?, after: Place?)
    case cancel(ID<JobRecord>, reason: String?)
    case pause(queue: String, until: Timestamp?)
    case resume(queue: String)
    /// Every queue with its depth and its last hour.
    case queues

    /// How far a walk over the jobs of several workspaces has come.
    package struct Place: Codable, Sendable, Hashable {
        /// Empty for the node's own jobs.
        package let tenant: String
        /// `nil` at the beginning of the tenant's.
        package let job: ID<JobRecord>?
    }
}
