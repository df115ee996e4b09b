package import DataStore
package import Primitives
import Synchronization

/// The jobs of a node: enqueue inside any write, look up, and every change of state in one place.
package final class Jobs: Sendable {
    package static let migrations = JobSchema.migrations + ScheduleRows.migrations

    /// Called inside the write of every change after the first, which the one who enqueues tells in words of their own; what it does
    /// is kept with the change.
    package typealias Observer = @Sendable (JobRecord, WriteTransaction) throws -> Void
    /// What a kind of job does in the write that gives one of its jobs up.
    typealias GivingUp = @Sendable (JobRecord, any Error, WriteTransaction) throws -> Void

    package let store: Store
    package let clock: WallClock
    /// What has happened in the last hour, by queue.
    package let activity: QueueActivity
    let bell = Bell()
    let observer: Observer
    private let lastID = Mutex(ID<JobRecord>(high: 0, low: 0))
    private let givingUp = Mutex<[String: GivingUp]>([:])

    package init(
        store: Store, clock: WallClock = .system, meter: (any JobMeter)? = nil, observer: @escaping Observer = { _, _ in }
    ) {
        self.store = store
        self.clock = clock
        self.observer = observer
        activity = QueueActivity(clock: clock, meter: meter)
    }

    /// Runs `body` with the one place through which jobs change, and keeps the counts with it.
    func changing<Value>(in tx: WriteTransaction, _ body: (JobChanges) throws -> Value) throws -> Value {
        let changes = JobChanges(of: self, in: tx)
        let value = try body(changes)
        try changes.finish()
        return value
    }

    /// An id after all others of this process, so that jobs of one moment keep their order (RFC 9562 §6.2, method 2).
    func nextID(at moment: Timestamp) -> ID<JobRecord> {
        lastID.withLock { last in
            let id = ID<JobRecord>(at: moment)
            last = id > last ? id : ID(high: last.high, low: last.low + 1)
            return last
        }
    }

    func onGivingUp(_ kind: String, _ action: @escaping GivingUp) {
        givingUp.withLock { $0[kind] = action }
    }

    /// Whether a handler of this process runs jobs of that kind.
    package func isKnown(_ kind: String) -> Bool { givingUp(kind) != nil }

    func givingUp(_ kind: String) -> GivingUp? { givingUp.withLock { $0[kind] } }
}
