import Dispatch
import GRDB
import Primitives
import Synchronization

/// The one writer: takes every write that waits, runs them in one transaction, and commits them together.
///
/// A write that fails is undone alone. Most fail before they change anything; after one that did not, the batch is rolled back and run again
/// with a savepoint for each, so a write may be run twice.
///
/// No artificial delay: a batch forms while the commit before it is being flushed, so one caller alone pays one flush and
/// sixty-four share one.
final class GroupCommit: Sendable {
    /// How many writes may wait. At ten thousand a second this is under half a second of work; past it, callers are told to come back.
    static let queueLimit = 4_096
    /// How many writes share a commit; bounds the time that the first of them waits for the last.
    static let batchLimit = 512

    fileprivate struct State {
        var waiting: [any WaitingWrite] = []
        var isDraining = false
        var rate = WriteRate()
        var figures = StoreFigures()
        /// When the first of those that wait came.
        var waitingSince: ContinuousClock.Instant?
        var isClosed = false
    }

    private let pool: DatabasePool
    private let state = Mutex(State())
    private let thread = DispatchQueue(label: "uprising.store.writer")
    private let commits = Atomic(0)

    /// The writes that wait, or those that came of late beyond what presses on nobody if they are more.
    var pressure: Int { state.withLock { max($0.waiting.count, $0.rate.excess(at: .now)) } }

    var currentFigures: StoreFigures {
        state.withLock { state in
            var figures = state.figures
            figures.waitingWrites = state.waiting.count
            return figures
        }
    }

    /// How often something may have been committed: raised after the commit, before anyone is told of it.
    var commitCount: Int { commits.load(ordering: .acquiring) }

    init(pool: DatabasePool) {
        self.pool = pool
    }

    /// Hands a write over; it is resumed after its commit, or with the reason why there was none.
    func submit(_ write: any WaitingWrite) {
        let refusal: StoreError? = state.withLock { state in
            if state.isClosed { return StoreError(.closed, "the node is shutting down") }
            if state.waiting.count >= Self.queueLimit {
                state.figures.refusedWrites += 1
                return StoreError(.busy, "\(Self.queueLimit) writes are waiting; try again in a second")
            }
            if state.waiting.isEmpty { state.waitingSince = .now }
            state.waiting.append(write)
            if !state.isDraining {
                state.isDraining = true
                thread.async { self.drain() }
            }
            return nil
        }
        if let refusal {
            write.refuse(refusal)
            write.resume(after: BatchFacts())
        }
    }

    /// Refuses new writes, finishes those that wait, then returns.
    func close() {
        state.withLock { $0.isClosed = true }
        thread.sync { drain() }
    }

    private func drain() {
        while true {
            let batch: [any WaitingWrite] = state.withLock { state in
                let batch = Array(state.waiting.prefix(Self.batchLimit))
                state.waiting.removeFirst(batch.count)
                state.isDraining = !batch.isEmpty
                if !batch.isEmpty { state.count(batch.count, at: .now) }
                return batch
            }
            if batch.isEmpty { return }
            let start = ContinuousClock.now
            let isKept = run(batch)
            state.withLock { $0.figures.count(.now - start, isKept: isKept) }
        }
    }

    /// - Returns: whether the disk took it.
    private func run(_ batch: [any WaitingWrite]) -> Bool {
        var isKept = true
        let notices: [@Sendable () -> Void]
        var facts = BatchFacts()
        facts.size = batch.count
        do {
            notices = try pool.writeWithoutTransaction { database in
                do {
                    return try commit(batch, &facts, in: database)
                } catch {
                    // A full or failing disk may have ended the transaction already (sqlite.org/lang_transaction.html §3.1).
                    if database.isInsideTransaction { try database.rollback() }
                    throw error
                }
            }
        } catch {
            let error = StoreError.translating(error)
            for write in batch { write.refuse(error) }
            notices = []
            isKept = false
        }
        commits.wrappingAdd(1, ordering: .releasing)
        for notice in notices { notice() }
        for write in batch { write.resume(after: facts) }
        return isKept
    }

    private func commit(_ batch: [any WaitingWrite], _ facts: inout BatchFacts, in database: Database) throws -> [@Sendable () -> Void] {
        if let notices = try commit(batch, isolated: false, &facts, in: database) { return notices }
        return try commit(batch, isolated: true, &facts, in: database) ?? []
    }

    /// Runs the writes in one transaction and commits it.
    ///
    /// - Parameter isolated: each in a savepoint of its own, which keeps a copy of every page that the write changes.
    /// - Returns: the notices of the writes that succeeded; `nil`, with everything rolled back, when one that was not isolated failed after it
    ///   had changed rows.
    private func commit(
        _ batch: [any WaitingWrite], isolated: Bool, _ facts: inout BatchFacts, in database: Database
    ) throws -> [@Sendable () -> Void]? {
        try database.run("BEGIN IMMEDIATE")
        var notices: [@Sendable () -> Void] = []
        for write in batch {
            let transaction = WriteTransaction(database: database)
            // Counts rows, not tables: the schema changes by migrations alone.
            let changes = database.totalChangesCount
            if isolated { try database.run("SAVEPOINT pending_write") }
            do {
                try write.perform(in: transaction)
                if isolated { try database.run("RELEASE pending_write") }
                notices += transaction.pendingNotices
            } catch {
                // When the engine itself has given up the transaction, the writes before this one are gone too.
                guard database.isInsideTransaction else { throw error }
                if isolated {
                    try database.run("ROLLBACK TO pending_write")
                    try database.run("RELEASE pending_write")
                } else if database.totalChangesCount != changes {
                    try database.rollback()
                    return nil
                }
                write.refuse(error)
            }
        }
        let performed = ContinuousClock.now
        try database.run("COMMIT")
        facts.commit = .now - performed
        return notices
    }
}

extension GroupCommit.State {
    fileprivate mutating func count(_ writes: Int, at now: ContinuousClock.Instant) {
        rate.add(writes, at: now)
        figures.batchSizes.add(Double(writes))
        if let waitingSince { figures.waitSeconds.add((now - waitingSince).fractionalSeconds) }
        // Those that stay came while a batch was full: the next one takes them at once.
        waitingSince = waiting.isEmpty ? nil : now
    }
}

extension StoreFigures {
    fileprivate mutating func count(_ duration: Duration, isKept: Bool) {
        commitSeconds.add(duration.fractionalSeconds)
        if !isKept { failedCommits += 1 }
    }
}
