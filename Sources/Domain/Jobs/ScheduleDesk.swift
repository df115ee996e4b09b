package import DataStore
package import Identity
package import JobQueue
package import Primitives

/// The schedules of a workspace: looked at, made, changed, removed, run now. What changes them leaves an entry in the audit log.
package struct ScheduleDesk: Sendable {
    private let store: Store
    private let jobs: Jobs
    private let schedules: Schedules
    private let own: OwnWork
    private let clock: WallClock

    package init(store: Store, jobs: Jobs, schedules: Schedules, own: OwnWork, clock: WallClock = .system) {
        self.store = store
        self.jobs = jobs
        self.schedules = schedules
        self.own = own
        self.clock = clock
    }

    /// In the order of their names.
    package func list(for principal: Principal) async throws -> [Schedule] {
        try principal.require(.jobsRead)
        return try await store.read { [schedules] tx in try schedules.list(workspace: principal.workspaceID.description, in: tx) }
    }

    /// - Throws: ``Failure`` `forbidden`, `notFound`.
    package func show(_ id: ID<Schedule>, for principal: Principal) async throws -> Schedule {
        try principal.require(.jobsRead)
        return try await store.read { [schedules] tx in try schedules.require(id, workspace: principal.workspaceID.description, in: tx) }
    }

    /// - Throws: ``Failure`` `forbidden`, `invalidRequest` with every fault, `conflict` when the name is taken or there are too many.
    package func create(_ wanted: ScheduleChange, act: Act) async throws -> Schedule {
        try refuseOwn(wanted)
        let definition = try ScheduleDefinition(
            name: wanted.name ?? "", cron: wanted.cron ?? "", timeZone: wanted.timeZone ?? "UTC", kind: wanted.kind ?? "",
            queue: wanted.queue, arguments: wanted.arguments ?? "{}", priority: wanted.priority ?? JobDraft.standardPriority,
            catchUp: wanted.catchUp ?? .once, overlap: wanted.overlap ?? .skip, paused: wanted.paused ?? false)
        return try await change(.scheduleCreated, act) { workspace, tx in
            let schedule = try schedules.create(definition, workspace: workspace, in: tx)
            return (schedule, schedule, nil, schedule.definition.auditValue)
        }
    }

    /// - Parameter version: the one that was read.
    /// - Throws: ``Failure`` as ``create(_:act:)``, and `notFound`, `versionRequired`, `staleVersion`.
    package func change(_ id: ID<Schedule>, version: Int64?, _ wanted: ScheduleChange, act: Act) async throws -> Schedule {
        try refuseOwn(wanted)
        return try await change(.scheduleChanged, act) { workspace, tx in
            let before = try schedules.require(id, workspace: workspace, in: tx)
            let version = try BaseVersion.required(version)
            let after = try schedules.change(id, workspace: workspace, version: Int(clamping: version), wanted, in: tx)
            return (after, after, before.definition.auditValue, after.definition.auditValue)
        }
    }

    /// - Throws: ``Failure`` `forbidden`, `notFound`, `versionRequired`, `staleVersion`.
    package func remove(_ id: ID<Schedule>, version: Int64?, act: Act) async throws {
        try await change(.scheduleRemoved, act) { workspace, tx in
            let before = try schedules.require(id, workspace: workspace, in: tx)
            guard try BaseVersion.required(version) == before.version else { throw Schedules.stale }
            try schedules.remove(id, workspace: workspace, in: tx)
            return ((), before, before.definition.auditValue, nil)
        }
    }

    /// Enqueues one more run at once, paused or not.
    ///
    /// - Throws: ``Failure`` `forbidden`, `notFound`, `conflict` while the last run has not ended and no two may overlap.
    package func run(_ id: ID<Schedule>, act: Act) async throws -> JobRecord {
        try await JobFault.translated("enqueued") {
            try await change(.scheduleRun, act) { workspace, tx in
                let job = try schedules.runNow(id, workspace: workspace, trace: act.traceID, in: tx)
                let schedule = try schedules.require(id, workspace: workspace, in: tx)
                guard let record = try jobs.find(job, of: workspace, in: tx) else { throw JobFault.gone(job) }
                return (record, schedule, nil, ["job": .string(job.description)])
            }
        }
    }

    /// A node's own kinds and queues recur by its own word alone.
    private func refuseOwn(_ wanted: ScheduleChange) throws(Failure) {
        var faults: [FieldFault] = []
        let isNoop = wanted.kind == Noop.kind
        if let kind = wanted.kind, !isNoop, own.kinds.contains(kind) {
            faults.append(FieldFault("/kind", "The node runs \(kind) itself; it can't be asked for here."))
        }
        if let queue = wanted.queue, own.queues.contains(QueueName(queue)), !isNoop || queue != Noop.queue.description {
            faults.append(FieldFault("/queue", "The node runs the queue \(queue) itself."))
        }
        guard faults.isEmpty else { throw Failure(.invalidRequest, "Some fields need another look.", fields: faults) }
    }

    private func change<Value: Sendable>(
        _ action: AuditAction, _ act: Act,
        _ body: @escaping @Sendable (String, WriteTransaction) throws -> (Value, Schedule, before: JSONValue?, after: JSONValue?)
    ) async throws -> Value {
        let principal = try act.requirePrincipal()
        try principal.require(.jobsManage)
        return try await store.write { [clock] tx in
            _ = try ActingRank(of: principal, using: .jobsManage, in: tx)
            let (value, schedule, before, after) = try body(principal.workspaceID.description, tx)
            try AuditLog.append(
                AuditEntry(
                    action, on: AuditSubject("schedule", id: schedule.id, label: schedule.definition.name), in: principal.workspaceID,
                    before: before, after: after, act: act, at: clock.now()), in: tx)
            return value
        }
    }
}

extension ScheduleDefinition {
    /// Without the arguments, which may be personal and long.
    fileprivate var auditValue: JSONValue {
        [
            "name": .string(name), "cron": .string(cron), "timeZone": .string(timeZone), "kind": .string(kind), "queue": .string(queue),
            "priority": .integer(Int64(priority)), "catchUp": .string(catchUp.rawValue), "overlap": .string(overlap.rawValue),
            "paused": .bool(paused),
        ]
    }
}
