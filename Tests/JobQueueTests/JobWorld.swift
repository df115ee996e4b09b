import DataStore
import JobQueue
import Logging
import Primitives
import Synchronization
import TestSupport
import Testing

/// A store, its jobs and everything that happened to them.
struct JobWorld: Sendable {
    let store: Store
    let clock: ManualClock
    let jobs: Jobs
    let changes: Recorder<String>
    let greeted = Recorder<String>()
    let givenUp = Recorder<String>()
    let together = Recorder<Int>()
    /// What those wait for who do not listen to anything else.
    let released = Recorder<Void>()

    func runner(
        handlers: [any JobHandler]? = nil, concurrency: Int = 1, perWorkspace: Int? = nil, rate: StartRate? = nil,
        grace: Duration = .seconds(10),
        stopGrace: Duration = .milliseconds(200)
    ) -> JobRunner {
        let greeter = Greeter(jobs: jobs, store: store, greeted: greeted, givenUp: givenUp, together: together, released: released)
        return JobRunner(
            jobs: jobs, handlers: handlers ?? [greeter],
            queues: [Greet.queue: QueueLimits(concurrency: concurrency, perWorkspace: perWorkspace, rate: rate)], grace: grace,
            stopGrace: stopGrace, logger: .silent)
    }

    @discardableResult
    func enqueue(_ name: String, workspace: String? = nil, _ change: (inout JobDraft) -> Void = { _ in }) async throws -> JobRecord {
        var draft = try JobDraft(Greet(name: name), workspace: workspace, subject: name, trace: TraceID())
        change(&draft)
        return try await store.write { [jobs, draft] tx in try jobs.enqueue(draft, in: tx).job }
    }

    func find(_ id: ID<JobRecord>) async throws -> JobRecord {
        guard let record = try await store.read({ [jobs] tx in try jobs.find(id, of: nil, in: tx) }) else { throw JobIsGone() }
        return record
    }

    func states(_ records: [JobRecord]) async throws -> [JobState] {
        var states: [JobState] = []
        for record in records { states.append(try await find(record.id).state) }
        return states
    }

    /// Runs `body` beside a runner, which is stopped in the end.
    func running(_ runner: JobRunner, _ body: () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await runner.run() }
            try await body()
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    /// Looks until `condition` holds; the suite's time limit ends it otherwise.
    func until(_ condition: () async throws -> Bool) async throws {
        while try await !condition() {
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    /// Counts that are kept are those that counting would give.
    func checkCounts(_ location: SourceLocation) async throws {
        let (kept, counted) = try await store.read { tx in
            let columns = "workspace_id, queue, is_external, state"
            func lines(_ sql: String) throws -> [String] {
                try tx.rows(sql).map { row in
                    "\(try row["workspace_id"] as String)/\(try row["queue"] as String)/\(try row["is_external"] as Bool)/\(try row["state"] as String) \(try row["jobs"] as Int)"
                }
            }
            return (
                try lines("SELECT \(columns), jobs FROM job_count WHERE jobs <> 0 ORDER BY \(columns)"),
                try lines("SELECT \(columns), COUNT(*) AS jobs FROM job GROUP BY \(columns) ORDER BY \(columns)")
            )
        }
        #expect(kept == counted, sourceLocation: location)
    }
}

struct JobIsGone: Error {}

/// After `body` the counts are checked.
func withJobs(location: SourceLocation = #_sourceLocation, _ body: (JobWorld) async throws -> Void) async throws {
    let clock = ManualClock()
    try await withStore(Jobs.migrations, clock: clock.wallClock) { store in
        let changes = Recorder<String>()
        let jobs = Jobs(store: store, clock: clock.wallClock) { job, tx in
            tx.afterCommit { changes.record("\(job.state.rawValue) \(job.progress) v\(job.version)") }
        }
        let world = JobWorld(store: store, clock: clock, jobs: jobs, changes: changes)
        try await body(world)
        try await world.checkCounts(location)
    }
}

extension Logger {
    static var silent: Logger { Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }) }
}

struct Greet: Job {
    static let kind = "greet"
    static let queue: QueueName = "greetings"
    static let maxAttempts = 3
    /// A busy machine must not reach it; tests of time-outs have their own.
    static let timeout = Duration.seconds(60)
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
    let released: Recorder<Void>
    let active = Counter()

    func run(_ job: Greet, context: JobContext) async throws -> JobOutcome {
        switch job.name.split(separator: " ").first {
        case "fail": throw NoGreeting(name: job.name)
        case "cancel": return .cancel(reason: NoGreeting(name: job.name))
        case "full": throw StoreError(.diskFull, "the disk is full")
        case "snooze": return .snooze(for: .seconds(60))
        case "hang": try await Task.sleep(for: .seconds(60))
        case "deaf": await deaf()
        // Lost track of what would wake it: it never ends.
        case "leak": await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
        case "meet":
            together.record(active.change(by: 1))
            for _ in 0..<50 { await Task.yield() }
            _ = active.change(by: -1)
        case "plain":
            greeted.record(job.name)
            return .done
        case "parent":
            let children = try await context.children()
            greeted.record("parent of " + children.map { "\($0.state.rawValue) \($0.result ?? $0.error ?? "")" }.joined(separator: ", "))
            return .done
        default: try await context.report(progress: 40, "half way")
        }
        greeted.record(job.name)
        try await store.write { tx in try context.complete(in: tx, result: "\"\(job.name) was here\"") }
        return .done
    }

    /// Goes on until it is released, whatever else it is told.
    private func deaf() async {
        while released.all.isEmpty { await Task { try? await Task.sleep(for: .milliseconds(5)) }.value }
    }

    func gaveUp(_ job: Greet, reason: any Error, record: JobRecord, in tx: WriteTransaction) throws {
        if job.name == "cancel badly" { throw NoGreeting(name: "the end") }
        tx.afterCommit { [givenUp] in givenUp.record("\(job.name) \(record.state.rawValue)") }
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
