package import Primitives

/// What can go wrong with a job beside what its handler throws.
package enum JobFault: Error, CustomStringConvertible {
    case unknownKind(String)
    case timedOut(Duration)
    /// The handler went on after it was told to stop.
    case abandoned(after: Duration)
    /// The process ended each time that the job ran.
    case poisonous(crashes: Int)
    case leaseExpired(worker: String?)
    /// The attempt is over: the job was cancelled, removed, or given to another.
    case leaseLost(ID<JobRecord>)
    case cancelled(reason: String)
    case childFailed(kind: String, id: ID<JobRecord>, error: String?)
    /// A job of the same uniqueness is there.
    case duplicate(of: ID<JobRecord>)
    case notAllowed(JobState, JobState)
    /// More jobs in one flow, or more levels, than there may be.
    case treeTooLarge
    /// A workspace has very many queues already.
    case tooManyQueues
    case notRemovable(JobState)
    case gone(ID<JobRecord>)

    package var description: String {
        switch self {
        case .unknownKind(let kind): "this version knows no job of kind \(kind)"
        case .timedOut(let limit): "the attempt took longer than \(limit)"
        case .abandoned(let grace): "the attempt did not stop within \(grace) after it was told to"
        case .poisonous(let crashes): "the node ended \(crashes) times while this ran; it is not started again by itself"
        case .leaseExpired(let worker): "\(worker ?? "the worker") was not heard of before its lease ended"
        case .leaseLost(let id): "the attempt at job \(id) is over: it was cancelled, removed or given to another"
        case .cancelled(let reason): "cancelled: \(reason)"
        case .childFailed(let kind, let id, let error): "its child \(kind) (\(id)) did not complete: \(error ?? "cancelled")"
        case .duplicate(let id): "there is such a job already: \(id)"
        case .notAllowed(let state, let next): "a job that is \(state.rawValue) does not become \(next.rawValue)"
        case .treeTooLarge: "a flow has at most \(JobTree.sizeLimit) jobs on \(JobTree.depthLimit) levels"
        case .tooManyQueues: "this workspace has jobs in very many queues already"
        case .notRemovable(let state): "a job that is \(state.rawValue), or that a parent still needs, is not removed"
        case .gone(let id): "there is no job \(id)"
        }
    }
}
