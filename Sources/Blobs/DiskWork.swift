import Synchronization

/// Something that a disk thread does while its caller goes on; asked for once.
final class DiskWork: Sendable {
    private enum State {
        case running
        case waitedFor(CheckedContinuation<Void, any Error>)
        case done(Result<Void, any Error>)
    }

    private let state = Mutex(State.running)

    /// - Throws: ``BlobError`` `busy`.
    init(on disk: DiskThreads, _ body: @escaping @Sendable () throws -> Void) throws(BlobError) {
        try disk.start { self.end(Result(catching: body)) }
    }

    /// Returns when it is done.
    ///
    /// - Throws: what it threw.
    func wait() async throws {
        try await withCheckedThrowingContinuation { continuation in
            let result: Result<Void, any Error>? = state.withLock { state in
                if case .done(let result) = state { return result }
                state = .waitedFor(continuation)
                return nil
            }
            if let result { continuation.resume(with: result) }
        }
    }

    private func end(_ result: Result<Void, any Error>) {
        let waiting: CheckedContinuation<Void, any Error>? = state.withLock { state in
            defer { state = .done(result) }
            if case .waitedFor(let continuation) = state { return continuation }
            return nil
        }
        waiting?.resume(with: result)
    }
}
