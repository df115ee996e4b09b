import Primitives
import Synchronization

/// Wakes those who wait for jobs: the runner of this process, and workers that wait for a lease.
///
/// What is rung while nobody waits is kept, and many rings count as one.
final class Bell: Sendable {
    /// What has happened since the runner last looked.
    struct Ring: Sendable {
        var queues: Set<QueueName> = []
        var due: Timestamp?
        var stopped: [ID<JobRecord>] = []
        /// Something of the runner's own: an attempt has ended, or the node is to stop.
        var isCalled = false

        var isEmpty: Bool { queues.isEmpty && due == nil && stopped.isEmpty && !isCalled }
    }

    private let ring = Mutex(Ring())
    private let runner = Signal()
    private let workers = Mutex<[String: [ID<Signal>: WaitingWorker]]>([:])

    private struct WaitingWorker {
        let kinds: Set<String>
        let signal: Signal
    }

    func ring(_ notice: JobNotice) {
        for signal in workersFor(notice) { signal.raise() }
        guard !notice.queues.isEmpty || notice.due != nil || !notice.stopped.isEmpty else { return }
        ring.withLock { ring in
            ring.queues.formUnion(notice.queues)
            ring.stopped += notice.stopped
            if let due = notice.due { ring.due = min(ring.due ?? due, due) }
        }
        runner.raise()
    }

    /// A worker of another kind sleeps on: with a hundred of them waiting, each job that came woke all.
    private func workersFor(_ notice: JobNotice) -> [Signal] {
        guard !notice.leasable.isEmpty || !notice.unblocked.isEmpty else { return [] }
        return workers.withLock { workers in
            let tenants = notice.unblocked.contains("") ? Set(workers.keys) : notice.unblocked
            let unblocked = tenants.flatMap { workers[$0, default: [:]].values.map(\.signal) }
            let concerned = notice.leasable.flatMap { tenant, kinds in
                workers[tenant, default: [:]].values.filter { !$0.kinds.isDisjoint(with: kinds) }.map(\.signal)
            }
            return unblocked + concerned
        }
    }

    /// How many workers have looked and found nothing.
    var sleepingWorkers: Int { workers.withLock { $0.values.flatMap(\.values).count { $0.signal.isAwaited } } }

    /// Wakes the runner for something of its own.
    func call() {
        ring.withLock { $0.isCalled = true }
        runner.raise()
    }

    /// What was rung since the last time.
    func take() -> Ring {
        ring.withLock { ring in
            defer { ring = Ring() }
            return ring
        }
    }

    var isRung: Bool { ring.withLock { !$0.isEmpty } }

    /// Returns when rung or once `delay` has passed. One task at a time may wait.
    func wait(atMost delay: Duration) async {
        guard !isRung else { return }
        await runner.wait(atMost: delay)
    }

    /// Calls `body` with a signal that is raised whenever there may be something of `kinds` for external workers of `tenant`.
    func withWorkerSignal<Value>(
        of tenant: String, for kinds: [String], _ body: (Signal) async throws -> Value
    ) async rethrows -> Value {
        let signal = Signal()
        let id = ID<Signal>()
        workers.withLock { $0[tenant, default: [:]][id] = WaitingWorker(kinds: Set(kinds), signal: signal) }
        defer {
            workers.withLock { workers in
                workers[tenant]?[id] = nil
                if workers[tenant]?.isEmpty == true { workers[tenant] = nil }
            }
        }
        return try await body(signal)
    }
}
