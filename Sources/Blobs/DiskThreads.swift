import Dispatch
import Synchronization

/// A few threads on which blocking file calls run, so that none ever blocks the threads of Swift's concurrency.
final class DiskThreads: Sendable {
    /// More would not make one disk faster; fewer would let one slow call hold up all.
    static let threadLimit = 4
    /// Each waiting call holds at most one chunk of a file; past this, callers are told to come back.
    static let queueLimit = 1_024

    private struct State {
        var waiting: [@Sendable () -> Void] = []
        var threads = 0
    }

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "uprising.blobs.disk", attributes: .concurrent)

    /// Runs `body` on one of the threads.
    ///
    /// - Throws: what `body` throws, or ``BlobError`` `busy`.
    func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let isTaken = submit { continuation.resume(with: Result(catching: body)) }
            if !isTaken { continuation.resume(throwing: BlobError(.busy, "\(Self.queueLimit) operations wait for the disk")) }
        }
    }

    /// Has `body` run on one of the threads and returns at once.
    ///
    /// - Throws: ``BlobError`` `busy`.
    func start(_ body: @escaping @Sendable () -> Void) throws(BlobError) {
        guard submit(body) else { throw BlobError(.busy, "\(Self.queueLimit) operations wait for the disk") }
    }

    private func submit(_ work: @escaping @Sendable () -> Void) -> Bool {
        state.withLock { state in
            guard state.waiting.count < Self.queueLimit else { return false }
            state.waiting.append(work)
            if state.threads < Self.threadLimit {
                state.threads += 1
                queue.async { self.drain() }
            }
            return true
        }
    }

    private func drain() {
        while let work = next() { work() }
    }

    private func next() -> (@Sendable () -> Void)? {
        state.withLock { state in
            if state.waiting.isEmpty {
                state.threads -= 1
                return nil
            }
            return state.waiting.removeFirst()
        }
    }
}
