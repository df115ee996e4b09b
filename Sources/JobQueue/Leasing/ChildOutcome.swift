package import Primitives

/// What a parent sees of a child that has ended.
package struct ChildOutcome: Sendable {
    package let id: ID<JobRecord>
    package let kind: String
    package let state: JobState
    /// JSON.
    package let result: String?
    package let error: String?

    init(_ job: JobRecord) {
        id = job.id
        kind = job.kind
        state = job.state
        result = job.result
        error = job.error
    }
}
