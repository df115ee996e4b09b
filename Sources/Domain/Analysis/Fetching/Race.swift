/// Work against the clock.
enum Race {
    /// What `work` gives, or `failure` when `end` comes first; the work is cancelled then.
    static func run<Value: Sendable>(
        until end: ContinuousClock.Instant, orThrow failure: AnalysisFailure, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(until: end, clock: .continuous)
                throw failure
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw CancellationError() }
            return first
        }
    }
}
