import Primitives
import Synchronization

/// How many requests wait for something, by workspace, so that one can't take every connection of the node.
final class WaitingPolls: Sendable {
    private let limit: Int
    private let waiting = Mutex<[String: Int]>([:])

    init(limit: Int) {
        self.limit = limit
    }

    /// - Throws: ``Failure`` `rateLimited` when as many wait as may.
    func counted<Value>(in workspace: String, _ body: () async throws -> Value) async throws -> Value {
        let hasRoom = waiting.withLock { waiting in
            guard waiting[workspace, default: 0] < limit else { return false }
            waiting[workspace, default: 0] += 1
            return true
        }
        guard hasRoom else {
            throw Failure(
                .rateLimited, "\(limit) workers of this workspace wait for jobs already. Take several jobs at a time, or wait less.",
                limit: LimitPolicy("waiting-workers", quota: limit, in: nil))
        }
        defer {
            waiting.withLock { waiting in
                waiting[workspace, default: 1] -= 1
                if waiting[workspace] == 0 { waiting[workspace] = nil }
            }
        }
        return try await body()
    }
}
