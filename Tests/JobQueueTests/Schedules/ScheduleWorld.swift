import DataStore
import JobQueue
import Primitives
import Synchronization
import TestSupport

/// A store, its schedules, and a queue that keeps what it was given and ends no job by itself.
struct ScheduleWorld: Sendable {
    let store: Store
    let clock: ManualClock
    let schedules: Schedules
    let queue = ScheduledJobs()
    let woken = Recorder<Void>()

    init(store: Store, clock: ManualClock) {
        self.store = store
        self.clock = clock
        schedules = Schedules(
            clock: clock.wallClock, enqueue: { [queue] work, _ in try queue.add(work) }, isEnded: { [queue] job, _ in queue.hasEnded(job) },
            wake: { [woken] in woken.record(()) })
    }

    @discardableResult
    func create(
        _ cron: String, name: String = "digest", zone: String = "UTC", catchUp: CatchUp = .once, overlap: Overlap = .skip,
        workspace: String? = "w1"
    ) async throws -> Schedule {
        let definition = try ScheduleDefinition(
            name: name, cron: cron, timeZone: zone, kind: "send_digest", catchUp: catchUp, overlap: overlap)
        return try await store.write { [schedules] in try schedules.create(definition, workspace: workspace, in: $0) }
    }

    @discardableResult
    func change(_ schedule: Schedule, _ change: ScheduleChange) async throws -> Schedule {
        try await store.write { [schedules] in
            try schedules.change(schedule.id, workspace: schedule.workspaceID, version: schedule.version, change, in: $0)
        }
    }

    @discardableResult
    func fire(limit: Int = 50) async throws -> FiredSchedules {
        try await store.write { [schedules] in try schedules.fireDue(limit: limit, in: $0) }
    }

    func find(_ schedule: Schedule) async throws -> Schedule {
        try await store.read { [schedules] in try schedules.require(schedule.id, workspace: schedule.workspaceID, in: $0) }
    }

    func nextDue() async throws -> String? {
        try await store.read { [schedules] in try schedules.nextDue(in: $0)?.clock }
    }

    /// The occurrences that ran, in the order in which they were enqueued.
    var ran: [String] { queue.works.map { $0.occurrence?.clock ?? "by hand" } }
}

/// The queue of a test.
final class ScheduledJobs: Sendable {
    private struct State {
        var works: [ScheduledWork] = []
        var running: Set<ID<JobRecord>> = []
        var refusal: Failure?
    }

    private let state = Mutex(State())

    var works: [ScheduledWork] { state.withLock { $0.works } }

    func add(_ work: ScheduledWork) throws -> ID<JobRecord> {
        try state.withLock { state in
            if let refusal = state.refusal { throw refusal }
            let job = ID<JobRecord>()
            state.works.append(work)
            state.running.insert(job)
            return job
        }
    }

    func hasEnded(_ job: ID<JobRecord>) -> Bool { state.withLock { !$0.running.contains(job) } }
    func endAll() { state.withLock { $0.running = [] } }
    func refuse(_ failure: Failure?) { state.withLock { $0.refusal = failure } }
}

extension ScheduledWork {
    /// Which occurrence the unique key names.
    var occurrence: Timestamp? { uniqueKey.flatMap { $0.split(separator: ":").last }.flatMap { Int64($0) }.map(Timestamp.init(seconds:)) }
}

extension Timestamp {
    /// `26 09:40`, the day and the time.
    var clock: String { String(description.dropFirst(8).prefix(8)).replacing("T", with: " ") }
}

/// It is Monday 2026-01-26 09:33:20 UTC.
func withSchedules(_ body: (ScheduleWorld) async throws -> Void) async throws {
    let clock = ManualClock()
    try await withStore(Jobs.migrations, clock: clock.wallClock) { store in
        try await body(ScheduleWorld(store: store, clock: clock))
    }
}
