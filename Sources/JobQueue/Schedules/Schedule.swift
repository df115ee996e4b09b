package import Primitives

/// Work that recurs, and how far it has come.
package struct Schedule: Hashable, Sendable {
    package let id: ID<Schedule>
    /// The tenant that it belongs to; `nil` for the node's own.
    package let workspaceID: String?
    package var definition: ScheduleDefinition
    /// When its last job was enqueued, by the clock or by hand.
    package var lastRunAt: Timestamp?
    package var lastJobID: ID<JobRecord>?
    /// The last occurrence that ran. Nothing up to it ever runs again, whatever the clock does.
    package var lastOccurrenceAt: Timestamp?
    /// The first occurrence that has neither run nor been dropped; `nil` while paused.
    package var nextRunAt: Timestamp?
    /// Counts changes of the definition alone: a run does not make anybody's copy stale.
    package var version: Int
    package let createdAt: Timestamp
    package var updatedAt: Timestamp

    /// The next `count` times at which it runs; none while paused.
    package func upcoming(_ count: Int = 3) -> [Timestamp] {
        guard let recurrence = definition.recurrence else { return [] }
        return Array(sequence(first: nextRunAt) { $0.flatMap(recurrence.next(after:)) }.prefix(count).compactMap { $0 })
    }

    func work(for occurrence: Timestamp?, trace: TraceID) -> ScheduledWork {
        ScheduledWork(
            workspaceID: workspaceID, queue: definition.queue, kind: definition.kind, arguments: definition.arguments,
            priority: definition.priority, traceID: trace, uniqueKey: occurrence.map { "schedule:\(id):\($0.seconds)" }, scheduleID: id)
    }

    /// Looks for the next occurrence after both the last that ran and `now`.
    mutating func plan(at now: Timestamp) {
        nextRunAt = definition.paused ? nil : definition.recurrence?.next(after: max(now, lastOccurrenceAt ?? now))
    }
}
