import Instrumentation
import Synchronization

/// A write that waits for its batch: the closure, then the caller to resume with its own value or error.
final class PendingWrite<Value: Sendable>: WaitingWrite {
    private let body: @Sendable (WriteTransaction) throws -> Value
    private let continuation: CheckedContinuation<Value, any Error>
    private let outcome = Mutex<Result<Value, any Error>?>(nil)
    private let submitted = ContinuousClock.now
    private let trace = WriteTrace()

    init(body: @escaping @Sendable (WriteTransaction) throws -> Value, continuation: CheckedContinuation<Value, any Error>) {
        self.body = body
        self.continuation = continuation
    }

    func perform(in transaction: WriteTransaction) throws {
        let value = try trace.map { try ServiceContext.$current.withValue($0.context) { try body(transaction) } } ?? body(transaction)
        outcome.withLock { $0 = .success(value) }
    }

    func refuse(_ error: any Error) {
        outcome.withLock { $0 = .failure(error) }
    }

    func resume(after batch: BatchFacts) {
        let result = outcome.withLock { $0 } ?? .failure(StoreError(.engine, "the write was never performed"))
        if let trace {
            var error: (any Error)?
            if case .failure(let reason) = result { error = reason }
            trace.end(queued: batch.began - submitted, batch: batch, error: error)
        }
        continuation.resume(with: result)
    }
}

/// A pending write of any value.
protocol WaitingWrite: Sendable {
    /// Runs the closure; its value is kept until ``resume(after:)``.
    func perform(in transaction: WriteTransaction) throws
    /// Replaces whatever was kept by `error`.
    func refuse(_ error: any Error)
    /// Resumes the caller. Called exactly once.
    func resume(after batch: BatchFacts)
}
