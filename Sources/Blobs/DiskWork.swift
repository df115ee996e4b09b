import Synchronization

/// Something that a disk thread does while its caller goes on; asked for once.
final class DiskWork: Sendable {
    private enum State {
        case running(told: [@Sendable (Result<Void, any Error>) -> Void])
        case done(Result<Void, any Error>)
    }

    private let state = Mutex(State.running(told: []))

    /// - Parameter before: what is done first; where that fails, this fails by the same and is not done at all.
    init(on disk: DiskThreads, after before: DiskWork? = nil, _ body: @escaping @Sendable () throws -> Void) {
        let begin: @Sendable (Result<Void, any Error>) -> Void = { result in
            if case .success = result { self.start(on: disk, body) } else { self.end(result) }
        }
        if let before { before.whenDone(begin) } else { begin(.success(())) }
    }

    /// Returns when it is done.
    ///
    /// - Throws: what it threw, or ``BlobError`` `busy`.
    func wait() async throws {
        try await withCheckedThrowingContinuation { continuation in whenDone { continuation.resume(with: $0) } }
    }

    private func whenDone(_ told: @escaping @Sendable (Result<Void, any Error>) -> Void) {
        let result: Result<Void, any Error>? = state.withLock { state in
            switch state {
            case .done(let result): return result
            case .running(let others):
                state = .running(told: others + [told])
                return nil
            }
        }
        if let result { told(result) }
    }

    private func start(on disk: DiskThreads, _ body: @escaping @Sendable () throws -> Void) {
        do { try disk.start { self.end(Result(catching: body)) } } catch { end(.failure(error)) }
    }

    private func end(_ result: Result<Void, any Error>) {
        let told = state.withLock { state in
            defer { state = .done(result) }
            if case .running(let told) = state { return told }
            return []
        }
        for tell in told { tell(result) }
    }
}
