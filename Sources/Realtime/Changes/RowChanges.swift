package import DataStore
package import Primitives

/// Where a write says which rows it changes; who listens to their tables hears of it after the commit, in commit order.
package struct RowChanges: Sendable {
    private let isHeard: @Sendable (ChangeKey) -> Bool
    private let publish: @Sendable (RowChange) -> Void
    private let clock: WallClock

    package init(hub: Hub, clock: WallClock = .system) {
        isHeard = { hub.isHeard($0) }
        publish = { hub.publish($0) }
        self.clock = clock
    }

    /// Hands every change to `observer`, on the writer, whoever listens.
    package init(clock: WallClock = .system, observer: @escaping @Sendable (RowChange) -> Void) {
        isHeard = { _ in true }
        publish = observer
        self.clock = clock
    }

    /// To be called in the write that inserts, updates or deletes `row`; nothing is heard if that fails.
    ///
    /// Whether anybody listens is asked after the commit, not now: someone who subscribes in between, and then reads a state in which
    /// the row is not yet, must hear of it. Nothing is made of the row unless somebody does.
    package func record<Row: Sendable, Workspace: ~Copyable>(
        _ kind: ChangeKind, _ row: Row, of table: RowTable<Row>, in workspaceID: ID<Workspace>, _ transaction: WriteTransaction
    ) {
        let key = ChangeKey(workspaceID: ID<Subject>(workspaceID), table: table.table.name)
        transaction.afterCommit { [self] in
            guard isHeard(key) else { return }
            publish(RowChange(kind, of: table.table, key: key, values: table.values(of: row), committedAt: clock.now()))
        }
    }
}
