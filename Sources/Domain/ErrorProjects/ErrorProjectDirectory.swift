import Primitives
import Synchronization

/// All projects of the node in memory, because a storm of reports must not be a storm of queries.
final class ErrorProjectDirectory: Sendable {
    /// For what goes by other ways than this process's projects: a workspace that is removed.
    private static let lifetime = Duration.seconds(30)

    private struct State {
        var projects: [ErrorProjectID: ErrorProject]?
        var readAt = ContinuousClock.now
        /// Goes up when something was changed: what was read before that is not kept.
        var generation = 0
    }

    private let state = Mutex(State())

    func all(_ read: () async throws -> [ErrorProject]) async throws -> [ErrorProjectID: ErrorProject] {
        let (known, generation) = state.withLock { state in
            (ContinuousClock.now - state.readAt < Self.lifetime ? state.projects : nil, state.generation)
        }
        if let known { return known }
        let projects = Dictionary(try await read().map { ($0.id, $0) }) { first, _ in first }
        state.withLock { state in
            guard state.generation == generation else { return }
            state.projects = projects
            state.readAt = .now
        }
        return projects
    }

    func forget() {
        state.withLock { state in
            state.projects = nil
            state.generation += 1
        }
    }
}
