import Synchronization

/// What was read a moment ago, for as long as it is what would be read now: until the next commit, whatever that changes.
///
/// So nothing has to be told what was changed, and no writer can forget to: a revocation is seen by whoever asks after it was
/// acknowledged. A busy node gains little by this, a node that hands out files much.
package final class RecentReads<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct State {
        /// As of which all values are.
        var commits = 0
        var values: [Key: Value] = [:]
    }

    private let store: Store
    private let limit: Int
    private let state = Mutex(State())

    /// - Parameter limit: how many values are kept; one more ends all of them.
    package init(of store: Store, limit: Int) {
        self.store = store
        self.limit = limit
    }

    /// What `body` reads, or has read since the last commit.
    ///
    /// - Parameter isKept: false for what is too large to be kept.
    package func value(
        for key: Key, where isKept: (Value) -> Bool = { _ in true }, _ body: @escaping @Sendable (ReadTransaction) throws -> Value
    ) async throws -> Value {
        // Asked before reading: a commit meanwhile makes what is read too old to be kept, never too new.
        let commits = store.commitCount
        if let value = state.withLock({ $0.commits == commits ? $0.values[key] : nil }) { return value }
        let value = try await store.read(body)
        if isKept(value) { state.withLock { keep(value, for: key, asOf: commits, in: &$0) } }
        return value
    }

    private func keep(_ value: Value, for key: Key, asOf commits: Int, in state: inout State) {
        guard commits >= state.commits else { return }
        if commits > state.commits || state.values.count >= limit { state.values.removeAll(keepingCapacity: true) }
        state.commits = commits
        state.values[key] = value
    }
}
