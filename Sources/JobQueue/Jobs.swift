package import DataStore
package import Primitives
import Synchronization

/// The jobs of a node: enqueue inside any write, look up, and every change of state in one place.
package final class Jobs: Sendable {
    package static let migrations = JobRows.migrations

    /// Called inside the write of every change after the first, which the one who enqueues tells in words of their own; what it does
    /// is kept with the change.
    package typealias Observer = @Sendable (JobRecord, WriteTransaction) throws -> Void

    let store: Store
    let clock: WallClock
    let wake = Signal()
    private let observer: Observer

    package init(store: Store, clock: WallClock = .system, observer: @escaping Observer = { _, _ in }) {
        self.store = store
        self.clock = clock
        self.observer = observer
    }

    /// Keeps `job` in the caller's write; it starts after the commit.
    ///
    /// - Parameters:
    ///   - subject: the id of the entity that it is about, for ``about(subject:limit:)``.
    ///   - runAt: not before this moment; at once if absent.
    @discardableResult
    package func enqueue<Work: Job>(
        _ job: Work, workspace: String? = nil, subject: String? = nil, trace: TraceID, runAt: Timestamp? = nil, in tx: WriteTransaction
    ) throws -> JobRecord {
        let now = clock.now()
        let isLater = runAt.map { $0 > now } ?? false
        let record = JobRecord(
            id: ID(at: now), queue: Work.queue, kind: Work.kind, arguments: try job.encoded(),
            workspaceID: workspace, subjectID: subject, traceID: trace, state: isLater ? .scheduled : .waiting, runAt: runAt ?? now,
            attempt: 0,
            maxAttempts: Work.maxAttempts, progress: 0, progressText: nil, error: nil, version: 1, createdAt: now, startedAt: nil,
            finishedAt: nil, updatedAt: now)
        try JobRows.insert(record, in: tx)
        tx.afterCommit { [wake] in wake.raise() }
        return record
    }

    /// The jobs about one entity, the newest first.
    package func about(subject: String, limit: Int = 20, in tx: some SQLReading) throws -> [JobRecord] {
        try JobRows.about(subject: subject, limit: limit, in: tx)
    }

    /// Applies `change` to a job and tells the observer. Refuses a transition that the state machine does not have.
    func update(_ record: JobRecord, in tx: WriteTransaction, _ change: (inout JobRecord) -> Void) throws -> JobRecord {
        var changed = record
        change(&changed)
        guard changed.state == record.state || record.state.allows(changed.state) else {
            throw StoreError(.constraint, "job \(record.id): \(record.state.rawValue) does not become \(changed.state.rawValue)")
        }
        let stored = try JobRows.update(changed, at: clock.now(), in: tx)
        try observer(stored, tx)
        return stored
    }
}
