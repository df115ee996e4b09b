import DataStore
package import Logging
import Primitives
import ServiceLifecycle
import Synchronization

/// Runs the jobs of this process until it is told to stop.
///
/// Nothing else runs them, so what a dead process left running is put back at the start, without waiting for a time-out. One loop claims,
/// and records what has ended: all that gathered while the last commit was flushed goes into the next write. It sleeps until something is enqueued,
/// ends or becomes due.
package final class JobRunner: Service {
    /// How long running jobs may go on after a shutdown began; then they are cancelled and put back.
    package static let defaultGrace = Duration.seconds(10)
    /// How long an attempt that was told to stop may take to do so; then it is left to itself.
    static let stopGrace = Duration.seconds(5)
    /// Before a look at a disk that refused.
    static let nodePause = Duration.seconds(2)
    /// The longest sleep without a signal: bounds how late a job starts after the clock was set forward.
    private static let longestSleep = Duration.seconds(30)
    /// More writers than this press on the disk: people are waiting, so jobs give way. Jobs alone never reach it.
    private static let pressure = 16
    /// How long jobs give way at a time, and how often in a row at most: under lasting load they still go on each half second.
    private static let yieldTime = Duration.milliseconds(50)
    private static let yieldLimit = 10

    let jobs: Jobs
    package let queues: [QueueName: QueueLimits]
    let logger: Logger
    private let handlers: [String: AnyJobHandler]
    let schedules: Schedules?
    private let grace: Duration
    private let stopGrace: Duration
    private let label: @Sendable (JobRecord) -> Logger.Metadata
    private let isStopping = Atomic(false)
    private let canClaim = Atomic(false)
    private let finished = Mutex<[FinishedAttempt]>([])

    /// - Parameters:
    ///   - queues: what each queue may do at once; one that is not named is not served.
    ///   - label: what a job's log lines say of it beside its kind, workspace and trace.
    package init(
        jobs: Jobs, handlers: [any JobHandler], queues: [QueueName: QueueLimits], schedules: Schedules? = nil,
        grace: Duration = defaultGrace,
        stopGrace: Duration = stopGrace, logger: Logger, label: @escaping @Sendable (JobRecord) -> Logger.Metadata = { _ in [:] }
    ) {
        self.jobs = jobs
        self.handlers = Dictionary(uniqueKeysWithValues: handlers.map { Self.entry($0) })
        self.queues = queues
        self.schedules = schedules
        self.grace = grace
        self.stopGrace = stopGrace
        self.logger = logger
        self.label = label
        for handler in self.handlers.values { jobs.onGivingUp(handler.kind, handler.gaveUp) }
    }

    private static func entry<Handler: JobHandler>(_ handler: Handler) -> (String, AnyJobHandler) {
        (Handler.Work.kind, AnyJobHandler(handler))
    }

    /// Whether jobs are being started: false before ``run()``, while stopping, and when the last claim failed.
    package var isServing: Bool { canClaim.load(ordering: .acquiring) && !isStopping.load(ordering: .acquiring) }
    /// The kinds that this process runs.
    package var kinds: Set<String> { Set(handlers.keys) }

    package func run() async throws {
        try await recover()
        var floor = RunnerFloor(queues: queues, stopGrace: stopGrace, clock: jobs.clock)
        await withTaskCancellationHandler {
            await withGracefulShutdownHandler {
                while !isStopping.load(ordering: .acquiring), !Task.isCancelled {
                    await giveWay()
                    let pause = await turn(&floor)
                    await jobs.bell.wait(atMost: pause)
                }
                await drain(&floor)
            } onGracefulShutdown: {
                self.isStopping.store(true, ordering: .releasing)
                self.jobs.bell.call()
            }
        } onCancel: {
            self.jobs.bell.call()
        }
    }

    /// One turn of the loop: takes in what has happened, records and claims in one write, starts what was claimed.
    ///
    /// - Returns: how long nothing is to be done unless the bell is rung.
    func turn(_ floor: inout RunnerFloor) async -> Duration {
        floor.take(jobs.bell.take(), finished: takeFinished())
        if let jump = floor.clockJump(), jump < .zero { await shiftDelays(by: jump) }
        for left in floor.stopWhatIsOver() {
            left.context.logger.error("a job does not stop and is left to itself", metadata: ["jobId": "\(left.record.id)"])
        }
        if floor.hasSomethingToWrite {
            do {
                for record in try await write(&floor) { start(record, on: &floor) }
                canClaim.store(true, ordering: .releasing)
            } catch {
                // A full disk or a closing store: the jobs are safe where they are, and what ended is told again.
                canClaim.store(false, ordering: .releasing)
                logger.error("jobs can't be claimed or ended", metadata: ["error": "\(error)"])
                return Self.nodePause
            }
        } else {
            canClaim.store(true, ordering: .releasing)
        }
        return floor.pause(atMost: Self.longestSleep)
    }

    /// Runs every job that can start now, and those that they enqueue, until none is left; for tests.
    package func runOnce() async throws {
        var floor = RunnerFloor(queues: queues, stopGrace: stopGrace, clock: jobs.clock)
        repeat {
            let pause = await turn(&floor)
            guard canClaim.load(ordering: .acquiring) else { throw StoreError(.closed, "jobs can't be claimed") }
            if floor.isBusy { await jobs.bell.wait(atMost: pause) }
        } while floor.isBusy || floor.hasSomethingToWrite || jobs.bell.isRung
    }

    private func start(_ record: JobRecord, on floor: inout RunnerFloor) {
        let attempt = RunningAttempt(
            record: record, context: JobContext(record: record, jobs: jobs, logger: logger, label: label(record)))
        floor.started(attempt)
        attempt.begin(handlers[record.kind]) { [self] attempt, ending in
            finished.withLock { $0.append(FinishedAttempt(attempt: attempt, ending: ending)) }
            jobs.bell.call()
        }
    }

    private func takeFinished() -> [FinishedAttempt] {
        finished.withLock { finished in
            defer { finished = [] }
            return finished
        }
    }

    private func giveWay() async {
        for _ in 0..<Self.yieldLimit where jobs.store.writePressure > Self.pressure && !isStopping.load(ordering: .acquiring) {
            do { try await Task.sleep(for: Self.yieldTime) } catch { return }
        }
    }

    /// Lets what runs end by itself; what has not when the grace period is over is cancelled and put back.
    private func drain(_ floor: inout RunnerFloor) async {
        let end = ContinuousClock.now + (Task.isCancelled ? .zero : grace)
        var isOver = false
        floor.closeQueues()
        while floor.isBusy {
            if !isOver, ContinuousClock.now >= end {
                isOver = true
                floor.stopAll(.interrupted)
            }
            // What ignores being told ends with the process; its row is put back all the same.
            if isOver, ContinuousClock.now >= end + Self.drainStop { floor.leaveAll() }
            _ = await turn(&floor)
            // A disk that refuses to the last does not keep the node from ending either: the next start puts them back.
            guard floor.isBusy, ContinuousClock.now < end + Self.drainLimit else { break }
            let rest = (isOver ? end + Self.drainStop : end) - .now
            // Its own sleep, for the task may be cancelled.
            await Task { [jobs] in await jobs.bell.wait(atMost: min(max(rest, .milliseconds(1)), .milliseconds(200))) }.value
        }
        if isOver { logger.notice("jobs that did not end in time were put back") }
    }

    /// How long jobs that were cancelled by a shutdown have to stop.
    private static let drainStop = Duration.seconds(1)
    /// How long their ends may take to be recorded then.
    private static let drainLimit = Duration.seconds(5)
}
