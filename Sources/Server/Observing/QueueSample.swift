import DataStore
import JobQueue
import Primitives
import Synchronization

/// The queues as they were when they were looked at last, for the alert that asks every few seconds.
final class QueueSample: Sendable {
    private let store: Store
    private let jobs: Jobs
    private let oldest = Mutex<Duration?>(nil)

    init(store: Store, jobs: Jobs) {
        self.store = store
        self.jobs = jobs
    }

    /// How long the oldest job waits that could start, in a queue that nobody has paused.
    var oldestWait: Duration? { oldest.withLock { $0 } }

    /// Looks at the queues; answers how many jobs wait in each.
    func take() async throws -> [String: Int] {
        let queues = try await read()
        let now = jobs.clock.now()
        let waits = queues.filter { !$0.isPausedByNode }.compactMap(\.oldestWaitingSince).map { now - $0 }
        oldest.withLock { $0 = waits.max() ?? .zero }
        return Dictionary(queues.map { ($0.name.description, $0.depth[.waiting] ?? 0) }) { $0 + $1 }
    }

    func read() async throws -> [Jobs.QueueView] {
        try await store.read { [jobs] in try jobs.queues(of: nil, in: $0) }
    }
}
