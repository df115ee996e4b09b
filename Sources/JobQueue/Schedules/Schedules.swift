package import DataStore
package import Primitives

/// The schedules of a node: its workspaces' and its own (workspace `nil`).
package final class Schedules: Sendable {
    /// What one page shows whole; a workspace that needs more wants one schedule whose job looks for its work.
    package static let mostPerWorkspace = 500

    /// Keeps the job in the given write and answers its id; that of the first one when there is a job with the same unique key. A refusal
    /// is a ``Failure``, thrown before anything is changed.
    package typealias Enqueue = @Sendable (ScheduledWork, WriteTransaction) throws -> ID<JobRecord>
    /// Whether a job has ended; one that is no longer kept has.
    package typealias IsEnded = @Sendable (ID<JobRecord>, any SQLReading) throws -> Bool

    let clock: WallClock
    let enqueue: Enqueue
    let isEnded: IsEnded
    private let wake: @Sendable () -> Void

    /// - Parameter wake: called after a commit that may have brought the next due time forward.
    package init(
        clock: WallClock = .system, enqueue: @escaping Enqueue, isEnded: @escaping IsEnded, wake: @escaping @Sendable () -> Void
    ) {
        self.clock = clock
        self.enqueue = enqueue
        self.isEnded = isEnded
        self.wake = wake
    }

    /// - Throws: ``Failure`` `conflict` when the name is taken or there are too many.
    @discardableResult
    package func create(_ definition: ScheduleDefinition, workspace: String?, in tx: WriteTransaction) throws -> Schedule {
        guard try ScheduleRows.count(of: workspace, in: tx) < Self.mostPerWorkspace else {
            throw Failure(.conflict, "A workspace has at most \(Self.mostPerWorkspace) schedules. Remove one first.")
        }
        try requireFree(definition.name, of: workspace, in: tx)
        let now = clock.now()
        var schedule = Schedule(
            id: ID(at: now), workspaceID: workspace, definition: definition, lastRunAt: nil, lastJobID: nil, lastOccurrenceAt: nil,
            nextRunAt: nil, version: 1, createdAt: now, updatedAt: now)
        schedule.plan(at: now)
        try ScheduleRows.insert(schedule, in: tx)
        wakeAfterCommit(of: schedule, tx)
        return schedule
    }

    /// Changes the definition; pauses and resumes. What came due while it was paused was not missed, it was not wanted.
    ///
    /// - Throws: ``Failure`` `notFound`, `staleVersion`, `invalidRequest`, `conflict` when the name is taken.
    @discardableResult
    package func change(
        _ id: ID<Schedule>, workspace: String?, version: Int, _ change: ScheduleChange, in tx: WriteTransaction
    ) throws -> Schedule {
        let schedule = try require(id, workspace: workspace, in: tx)
        guard schedule.version == version else { throw Self.stale }
        let definition = try change.applied(to: schedule.definition)
        return try define(schedule, as: definition, in: tx)
    }

    package static let stale = Failure(.staleVersion, "Someone has changed the schedule meanwhile. Load it again.")

    /// Jobs that it has enqueued stay.
    ///
    /// - Throws: ``Failure`` `notFound`.
    package func remove(_ id: ID<Schedule>, workspace: String?, in tx: WriteTransaction) throws {
        try ScheduleRows.remove(require(id, workspace: workspace, in: tx).id, in: tx)
    }

    package func find(_ id: ID<Schedule>, workspace: String?, in tx: some SQLReading) throws -> Schedule? {
        try ScheduleRows.find(id, of: workspace, in: tx)
    }

    /// - Throws: ``Failure`` `notFound`.
    package func require(_ id: ID<Schedule>, workspace: String?, in tx: some SQLReading) throws -> Schedule {
        guard let schedule = try find(id, workspace: workspace, in: tx) else { throw Failure(.notFound, "There is no such schedule.") }
        return schedule
    }

    /// All of a workspace in the order of their names.
    package func list(workspace: String?, in tx: some SQLReading) throws -> [Schedule] {
        try ScheduleRows.list(of: workspace, limit: Self.mostPerWorkspace, in: tx)
    }

    @discardableResult
    private func define(_ old: Schedule, as definition: ScheduleDefinition, in tx: WriteTransaction) throws -> Schedule {
        if definition.name != old.definition.name { try requireFree(definition.name, of: old.workspaceID, in: tx) }
        var schedule = old
        schedule.definition = definition
        schedule.version += 1
        schedule.updatedAt = clock.now()
        // Else what is due stays due: a new name must not drop a run.
        if definition.paused != old.definition.paused || definition.recurrence != old.definition.recurrence {
            schedule.plan(at: schedule.updatedAt)
        }
        try ScheduleRows.define(schedule, in: tx)
        wakeAfterCommit(of: schedule, tx)
        return schedule
    }

    private func requireFree(_ name: String, of workspace: String?, in tx: WriteTransaction) throws {
        guard try ScheduleRows.find(named: name, of: workspace, in: tx) == nil else {
            throw Failure(.conflict, "There is a schedule of this name already.", fields: [FieldFault("/name", "taken")])
        }
    }

    private func wakeAfterCommit(of schedule: Schedule, _ tx: WriteTransaction) {
        if schedule.nextRunAt != nil { tx.afterCommit(wake) }
    }
}
