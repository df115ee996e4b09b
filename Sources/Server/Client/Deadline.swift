/// A bound in time for work that can be cancelled.
enum Deadline {
    struct Passed: Error {}

    /// - Throws: ``Passed`` when the work took longer; it is cancelled and waited for.
    static func within<Result: Sendable>(_ limit: Duration, _ work: @escaping @Sendable () async throws -> Result) async throws -> Result {
        try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let result = first else { throw Passed() }
            return result
        }
    }
}
