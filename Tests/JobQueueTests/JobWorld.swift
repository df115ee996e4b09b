import DataStore
import JobQueue
import Logging
import Primitives
import Synchronization
import TestSupport

/// A store, its jobs and everything that happened to them.
struct JobWorld: Sendable {
    let store: Store
    let clock: ManualClock
    let jobs: Jobs
    let changes: Recorder<String>
    let greeted = Recorder<String>()
    let givenUp = Recorder<String>()
    let together = Recorder<Int>()

    func runner(handlers: [any JobHandler]? = nil, concurrency: Int = 1) -> JobRunner {
        let greeter = Greeter(jobs: jobs, store: store, greeted: greeted, givenUp: givenUp, together: together)
        return JobRunner(
            jobs: jobs, handlers: handlers ?? [greeter], concurrency: [Greet.queue: concurrency],
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    }

    @discardableResult
    func enqueue(_ name: String) async throws -> JobRecord {
        try await store.write { [jobs] tx in try jobs.enqueue(Greet(name: name), subject: name, trace: TraceID(), in: tx) }
    }

    func find(_ id: ID<JobRecord>) async throws -> JobRecord {
        let found = try await store.read { [jobs] tx in
            try tx.rows("SELECT subject_id FROM job WHERE id = ?", [id]).first.map { try jobs.about(subject: $0["subject_id"], in: tx) }
        }
        guard let record = found?.first(where: { $0.id == id }) else { throw JobIsGone() }
        return record
    }
}

struct JobIsGone: Error {}

func withJobs(_ body: (JobWorld) async throws -> Void) async throws {
    let clock = ManualClock()
    try await withStore(Jobs.migrations, clock: clock.wallClock) { store in
        let changes = Recorder<String>()
        let jobs = Jobs(store: store, clock: clock.wallClock) { job, tx in
            tx.afterCommit { changes.record("\(job.state.rawValue) \(job.progress) v\(job.version)") }
        }
        try await body(JobWorld(store: store, clock: clock, jobs: jobs, changes: changes))
    }
}

struct Greet: Job {
    static let kind = "greet"
    static let queue: QueueName = "greetings"
    static let maxAttempts = 3
    static let timeout = Duration.milliseconds(200)
    let name: String
}

struct NoGreeting: Error, CustomStringConvertible {
    let name: String
    var description: String { "no greeting for \(name)" }
}

/// Greets, or does what the name says.
struct Greeter: JobHandler {
    let jobs: Jobs
    let store: Store
    let greeted: Recorder<String>
    let givenUp: Recorder<String>
    let together: Recorder<Int>
    let active = Counter()

    func run(_ job: Greet, context: JobContext) async throws -> JobOutcome {
        switch job.name {
        case "fail": throw NoGreeting(name: job.name)
        case "cancel": return .cancel(reason: NoGreeting(name: job.name))
        case "full": throw StoreError(.diskFull, "the disk is full")
        case "snooze": return .snooze(for: .seconds(60))
        case "hang": try await Task.sleep(for: .seconds(60))
        case "meet":
            together.record(active.change(by: 1))
            for _ in 0..<50 { await Task.yield() }
            _ = active.change(by: -1)
        default: try await context.report(progress: 40, "half way")
        }
        greeted.record(job.name)
        try await store.write { tx in try context.complete(in: tx) }
        return .done
    }

    func gaveUp(_ job: Greet, reason: any Error, record: JobRecord, in tx: WriteTransaction) {
        givenUp.record("\(job.name) \(record.state.rawValue)")
    }
}

final class Counter: Sendable {
    private let value = Mutex(0)

    func change(by amount: Int) -> Int {
        value.withLock { value in
            value += amount
            return value
        }
    }
}
