import DataStore
package import Logging
import Primitives
import ServiceLifecycle
import Synchronization

/// Runs the jobs of this process until it is told to stop.
///
/// Nothing else runs them, so what a dead process left running is put back at the start, without waiting for a time-out.
package final class JobRunner: Service {
    /// How long running jobs may go on after a shutdown began; then they are cancelled and put back.
    package static let defaultGrace = Duration.seconds(10)
    /// The longest sleep without a signal: bounds how late a job starts after the clock was set forward.
    private static let longestSleep = Duration.seconds(60)
    /// More writers than this press on the disk: people are waiting, so jobs give way. Jobs alone never reach it.
    private static let pressure = 16
    /// How long jobs give way at a time, and how often in a row at most: under lasting load they still go on each half second.
    private static let yieldTime = Duration.milliseconds(50)
    private static let yieldLimit = 10

    private let jobs: Jobs
    private let handlers: [String: AnyJobHandler]
    private let concurrency: [QueueName: Int]
    private let grace: Duration
    private let logger: Logger
    private let running = Mutex<[QueueName: Int]>([:])
    private let isStopping = Atomic(false)
    private let canClaim = Atomic(false)
    private let attempts: JobAttempts

    /// - Parameters:
    ///   - concurrency: how many jobs of each queue run at once; a queue that is not named is not served.
    ///   - label: what a job's log lines say of it beside its kind, workspace and trace.
    package init(
        jobs: Jobs, handlers: [any JobHandler], concurrency: [QueueName: Int], grace: Duration = defaultGrace, logger: Logger,
        label: @escaping @Sendable (JobRecord) -> Logger.Metadata = { _ in [:] }
    ) {
        self.jobs = jobs
        self.handlers = Dictionary(uniqueKeysWithValues: handlers.map { Self.entry($0) })
        self.concurrency = concurrency
        self.grace = grace
        self.logger = logger
        attempts = JobAttempts(jobs: jobs, handlers: self.handlers, logger: logger, label: label)
    }

    private static func entry<Handler: JobHandler>(_ handler: Handler) -> (String, AnyJobHandler) {
        (Handler.Work.kind, AnyJobHandler(handler))
    }

    /// Whether jobs are being started: false before ``run()``, while stopping, and when the last claim failed.
    package var isServing: Bool { canClaim.load(ordering: .acquiring) && !isStopping.load(ordering: .acquiring) }

    package func run() async throws {
        try await recover()
        do {
            try await withGracefulShutdownHandler {
                try await withThrowingDiscardingTaskGroup { group in
                    while !isStopping.load(ordering: .acquiring), !Task.isCancelled {
                        try await giveWay()
                        let (claimed, pause) = await claimOrPause()
                        for record in claimed { group.addTask { await self.attempt(record) } }
                        await jobs.wake.wait(atMost: pause)
                    }
                    await finish(&group)
                }
            } onGracefulShutdown: {
                self.isStopping.store(true, ordering: .releasing)
                self.jobs.wake.raise()
            }
        } catch is GraceIsOver {
            logger.notice("jobs that did not end in time were put back")
        }
    }

    /// Lets what runs end by itself, and cancels it when the grace period is over.
    private func finish(_ group: inout ThrowingDiscardingTaskGroup<any Error>) async {
        guard activeCount > 0 else { return }
        group.addTask {
            do { try await Task.sleep(for: self.grace) } catch { return }
            throw GraceIsOver()
        }
        while activeCount > 0, !Task.isCancelled { await jobs.wake.wait() }
        group.cancelAll()
    }

    /// Puts back what a dead process left running.
    package func recover() async throws {
        var count = 0
        while true {
            let batch = try await jobs.store.write { [jobs] tx in try jobs.putBackRunning(in: tx) }
            count += batch
            if batch < Jobs.batchLimit { break }
        }
        if count > 0 { logger.notice("jobs cut short by the last stop were put back", metadata: ["count": "\(count)"]) }
    }

    /// Runs every job that can start now, and those that they enqueue, one after the other; for tests.
    package func runOnce() async throws {
        while true {
            let (claimed, _) = try await claim()
            if claimed.isEmpty { return }
            for record in claimed {
                await attempts.run(record)
                release(record.queue)
            }
        }
    }

    private func attempt(_ record: JobRecord) async {
        await attempts.run(record)
        release(record.queue)
        jobs.wake.raise()
    }

    private func giveWay() async throws {
        for _ in 0..<Self.yieldLimit where jobs.store.writePressure > Self.pressure && !isStopping.load(ordering: .acquiring) {
            try await Task.sleep(for: Self.yieldTime)
        }
    }

    private func claimOrPause() async -> (claimed: [JobRecord], pause: Duration) {
        do {
            let (claimed, nextDue) = try await claim()
            canClaim.store(true, ordering: .releasing)
            guard let nextDue else { return (claimed, Self.longestSleep) }
            return (claimed, min(Self.longestSleep, max(nextDue - jobs.clock.now(), .milliseconds(1))))
        } catch {
            // A full disk or a closing store: the jobs are safe where they are.
            canClaim.store(false, ordering: .releasing)
            logger.error("jobs can't be claimed", metadata: ["error": "\(error)"])
            return ([], .seconds(1))
        }
    }

    /// Starts as many jobs as each queue has room for. No write happens when nothing could start.
    private func claim() async throws -> (claimed: [JobRecord], nextDue: Timestamp?) {
        let rooms = running.withLock { running in concurrency.map { ($0.key, $0.value - running[$0.key, default: 0]) } }
        let hasWork = try await jobs.store.read { [jobs] tx in
            let isDue = try JobRows.nextDue(in: tx).map { $0 <= jobs.clock.now() } ?? false
            let canStart = try rooms.contains { queue, room in try room > 0 && !JobRows.waiting(in: queue, limit: 1, in: tx).isEmpty }
            return (isDue || canStart, try JobRows.nextDue(in: tx))
        }
        guard hasWork.0 else { return ([], hasWork.1) }
        let outcome = try await jobs.store.write { [jobs] tx in
            let nextDue = try jobs.promoteDue(in: tx)
            let claimed = try rooms.filter { $0.1 > 0 }.flatMap { queue, room in try jobs.claim(from: queue, room: room, in: tx) }
            return (claimed, nextDue)
        }
        running.withLock { running in
            for record in outcome.0 { running[record.queue, default: 0] += 1 }
        }
        return outcome
    }

    private var activeCount: Int { running.withLock { $0.values.reduce(0, +) } }

    private func release(_ queue: QueueName) {
        running.withLock { $0[queue, default: 1] -= 1 }
    }

    private struct GraceIsOver: Error {}
}
