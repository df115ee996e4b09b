package import DataStore

/// Does the work of one kind of job.
package protocol JobHandler: Sendable {
    associatedtype Work: Job

    /// Runs one attempt. Looks at `Task.isCancelled` in long loops: a time-out, a cancellation or a shutdown cancels the task.
    ///
    /// One that goes on all the same is left to itself; its ``JobContext/complete(in:result:)`` is refused from then on.
    func run(_ job: Work, context: JobContext) async throws -> JobOutcome

    /// The job is given up for `reason`: its last attempt failed or it was cancelled. Runs in the write that records that.
    func gaveUp(_ job: Work, reason: any Error, record: JobRecord, in tx: WriteTransaction) throws
}

extension JobHandler {
    package func gaveUp(_ job: Work, reason: any Error, record: JobRecord, in tx: WriteTransaction) throws {}
}
