import JobQueue
import Primitives

extension JobFault {
    /// What the caller can act on, in the API's words; `nil` for what happens to jobs and not to callers.
    func failure(_ verb: String) -> Failure? {
        switch self {
        case .gone: Failure(.notFound, "There is no such job in this workspace.")
        case .notAllowed(let state, _): Failure(.conflict, "The job is \(state.words) and can't be \(verb).")
        case .notRemovable(let state):
            Failure(
                .conflict,
                state.isEnded
                    ? "A job that has not ended waits for what this one left. Remove it once that one has ended."
                    : "The job is \(state.words) and can't be removed before it has ended.")
        case .tooManyQueues:
            Failure(.conflict, "This workspace has jobs in very many queues already. Use a queue that is there, or clean some up.")
        case .treeTooLarge:
            Failure(.invalidRequest, "A flow has at most \(JobTree.sizeLimit) jobs on \(JobTree.depthLimit) levels.")
        case .duplicate(let id): Failure(.conflict, "There is such a job already: \(id).")
        case .leaseLost:
            Failure(.leaseLost, "This lease is over: it ended unheard of, or the job was cancelled, removed or given to another.")
        default: nil
        }
    }

    /// Runs `body`, and says what the queue refuses in the words of the API.
    static func translated<Value>(_ verb: String, _ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let fault as JobFault {
            throw fault.failure(verb) ?? fault
        }
    }
}

extension JobState {
    fileprivate var words: String { rawValue.replacing("_", with: " ") }
}
