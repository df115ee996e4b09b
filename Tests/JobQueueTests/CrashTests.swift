import DataStore
import Glibc
import JobQueue
import Primitives
import Synchronization
import TestSupport
import Testing

/// `kill -9` at every change of a job's state: in the write of the change, and right after its commit.
///
/// Another process does the work and kills itself; this one opens what it left.
@Suite(.timeLimit(.minutes(5))) struct CrashTests {
    /// What the scenario changes in all, enqueuing included; a test holds the number.
    static let changeCount = 16

    @Test(arguments: 1...changeCount, [true, false])
    func `No job is lost and none has its effect twice`(change: Int, beforeCommit: Bool) async throws {
        try await withFolder { folder in
            let path = folder + "/jobs.db"
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [path = path as String, change = change as Int, beforeCommit = beforeCommit as Bool] in
                try await CrashScenario(path: path, killAt: change, beforeCommit: beforeCommit).run()
            }
            let after = try CrashScenario(path: path, killAt: nil, beforeCommit: false)
            try await after.run()
            #expect(try await after.effects() == ["child": 1, "fails once": 1, "later": 1, "outside": 1, "parent": 1])
            #expect(try await after.unfinished() == 0)
            try after.close()
        }
    }

    @Test func `The scenario has as many changes as it is killed at`() async throws {
        try await withFolder { folder in
            let whole = try CrashScenario(path: folder + "/jobs.db", killAt: nil, beforeCommit: false)
            try await whole.run()
            #expect(whole.changes == Self.changeCount)
            #expect(try await whole.effects().count == 5)
            try whole.close()
        }
    }
}

/// Jobs that leave a row each: one that fails at first, one with a delay, a parent with its child; and one for a worker outside, which leaves its result.
struct CrashScenario: Sendable {
    private struct Leave: Job {
        static let kind = "leave"
        static let queue: QueueName = "leaving"
        static let backoff = Backoff.fixed(.milliseconds(1))
        let name: String
    }

    private struct Leaver: JobHandler {
        let store: Store

        func run(_ job: Leave, context: JobContext) async throws -> JobOutcome {
            if job.name == "fails once", context.attempt == 1 { throw NoGreeting(name: job.name) }
            try await store.write { tx in
                try tx.execute("INSERT INTO effect (name) VALUES (?)", [job.name])
                try context.complete(in: tx)
            }
            return .done
        }
    }

    /// Counts the changes, and ends the process at the one that it was told.
    private final class Fuse: Sendable {
        let killAt: Int?
        let beforeCommit: Bool
        private let count = Atomic(0)

        var changes: Int { count.load(ordering: .relaxed) }

        init(killAt: Int?, beforeCommit: Bool) {
            self.killAt = killAt
            self.beforeCommit = beforeCommit
        }

        func burn(in tx: WriteTransaction) {
            let number = count.add(1, ordering: .relaxed).newValue
            guard number == killAt else { return }
            if beforeCommit { Self.die() }
            tx.afterCommit { Self.die() }
        }

        private static func die() { kill(getpid(), SIGKILL) }
    }

    private let store: Store
    private let jobs: Jobs
    private let fuse: Fuse

    var changes: Int { fuse.changes }

    init(path: String, killAt: Int?, beforeCommit: Bool) throws {
        let effects = Migration("effects/001", "CREATE TABLE effect (number {sequence}, name TEXT NOT NULL) {strict};")
        let fuse = Fuse(killAt: killAt, beforeCommit: beforeCommit)
        store = try Store(path: path, migrations: Jobs.migrations + [effects])
        jobs = Jobs(store: store) { _, tx in fuse.burn(in: tx) }
        self.fuse = fuse
    }

    /// Enqueues what is not there yet, as a caller would who got no answer, and works until all have ended.
    func run() async throws {
        @Sendable func draft(_ name: String, runAt: Timestamp? = nil) throws -> JobDraft {
            try JobDraft(Leave(name: name), subject: name, trace: TraceID(), runAt: runAt)
        }
        try await store.write { [jobs, fuse] tx in
            guard try tx.row("SELECT id FROM job LIMIT 1") == nil else { return }
            fuse.burn(in: tx)
            try jobs.enqueue(draft("fails once"), in: tx)
            try jobs.enqueue(draft("later", runAt: jobs.clock.now() + .milliseconds(2)), in: tx)
            _ = try jobs.enqueue(JobTree(draft("parent"), children: [JobTree(draft("child"))]), in: tx)
            var outside = JobDraft(kind: "outside", queue: "outside", trace: TraceID())
            outside.isExternal = true
            outside.workspaceID = "w"
            try jobs.enqueue(outside, in: tx)
        }
        let runner = JobRunner(jobs: jobs, handlers: [Leaver(store: store)], queues: [Leave.queue: 1], logger: .silent)
        try await runner.recover(boot: "the same")
        while try await unfinished() > 0 {
            try await runner.runOnce()
            try await work()
        }
    }

    /// What a worker outside does; a lease of before the kill is over by then.
    private func work() async throws {
        let leases = Leases(jobs: jobs, logger: .silent)
        try await leases.resume()
        try await leases.expire(now: .now + .seconds(61))
        for lease in try await leases.lease(LeaseOrder(workspaceID: "w", kinds: ["outside"])) {
            try await leases.complete(lease.job.id, fence: lease.job.fence, workspace: "w", result: "1")
        }
    }

    func effects() async throws -> [String: Int] {
        try await store.read { tx in
            let results = "SELECT kind AS name FROM job WHERE result IS NOT NULL"
            return try tx.rows("SELECT name, COUNT(*) AS times FROM (SELECT name FROM effect UNION ALL \(results)) GROUP BY name").reduce(
                into: [:]) { effects, row in
                    effects[try row["name"]] = try row["times"]
                }
        }
    }

    func unfinished() async throws -> Int {
        try await store.read { try $0.value("SELECT COUNT(*) FROM job WHERE state <> 'completed'") ?? 0 }
    }

    func close() throws { try store.close() }
}
