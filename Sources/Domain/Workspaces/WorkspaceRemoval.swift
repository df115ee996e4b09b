package import DataStore
package import Identity
package import JobQueue
package import Primitives
import Realtime

/// Removes the workspaces whose grace is over, with every row that is theirs; audit entries stay, and files go with the next sweep.
///
/// In many small writes, other writers between them. Interrupted, it goes on with the next call.
package struct WorkspaceRemoval: Sendable {
    /// In one call; more are due only after a long time without maintenance.
    private static let workspaceLimit = 10
    /// Rows in one write: a few milliseconds of the one writer.
    static let stepLimit = 500

    private let store: Store
    private let jobs: Jobs
    private let cache: CredentialCache
    private let clock: WallClock

    /// - Parameter cache: the one that sessions, tokens and keys share.
    package init(store: Store, jobs: Jobs, cache: CredentialCache, clock: WallClock = .system) {
        self.store = store
        self.jobs = jobs
        self.cache = cache
        self.clock = clock
    }

    /// Removes what is due; answers how many workspaces went. To be called every hour, by one caller at a time.
    @discardableResult
    package func runOnce() async throws -> Int {
        let now = clock.now()
        let due = try await store.read { try Workspaces.dueForRemoval(at: now, limit: Self.workspaceLimit, in: $0) }
        for workspace in due { try await remove(workspace) }
        return due.count
    }

    private func remove(_ workspace: Workspace) async throws {
        let id = workspace.id
        try await removeJobs(of: id)
        for step in WorkspaceTables.steps {
            while try await write(id, { try step($0, id) }) { try Task.checkCancellation() }
        }
        try await removeEvents(of: id)
        // A job that was running may have enqueued another.
        try await removeJobs(of: id)
        try await write(id) { [cache, clock] tx in
            let now = clock.now()
            try Workspaces.remove(id, at: now, in: tx)
            try AuditLog.append(
                AuditEntry(
                    .workspaceRemoved, on: AuditSubject("workspace", id: id, label: workspace.name.description), in: nil,
                    before: ["deletesAt": workspace.deletesAt.map { .string($0.description) } ?? .null],
                    actor: AuditEntry.Actor(id: nil, label: "node"), act: Act(principal: nil, remoteAddress: nil, userAgent: nil), at: now),
                in: tx)
            tx.afterCommit { cache.forget(id) }
        }
    }

    private func removeJobs(of workspace: ID<Workspace>) async throws {
        while try await write(workspace, { [jobs] in try jobs.removeBatch(of: workspace.description, in: $0) }) {
            try Task.checkCancellation()
        }
    }

    /// The table has no index by workspace: read in the order of its key, which keeps no writer waiting.
    private func removeEvents(of workspace: ID<Workspace>) async throws {
        var last: Int64 = 0
        while true {
            let events = try await store.read { [last] in
                try $0.rows(
                    "SELECT seq, rooms FROM event WHERE seq > ? AND workspace_id = ? ORDER BY seq LIMIT \(Self.stepLimit)",
                    [last, workspace]
                ).map { (seq: try $0["seq"] as Int64, rooms: try $0["rooms"] as [UInt8]) }
            }
            guard let newest = events.last else { return }
            try await write(workspace) { tx in
                let head: Int64? = try tx.value("SELECT max(seq) FROM event")
                for event in events { try Self.removeEvent(event.seq, rooms: event.rooms, isHead: event.seq == head, tx) }
            }
            last = newest.seq
            try Task.checkCancellation()
        }
    }

    /// The newest event of the log is emptied and stays: by its number the cursors of all other workspaces are known to be good.
    static func removeEvent(_ seq: Int64, rooms: [UInt8], isHead: Bool, _ tx: WriteTransaction) throws {
        for start in stride(from: 0, to: rooms.count, by: Room.storedByteCount) {
            let room = Array(rooms[start...].prefix(Room.storedByteCount))
            try tx.execute("DELETE FROM event_room WHERE room = ? AND seq = ?", [room, seq])
        }
        if isHead {
            try tx.execute(
                """
                UPDATE event SET workspace_id = '', type = 'removed', entity_id = '', actor_id = NULL, payload = '{}', rooms = ?
                WHERE seq = ?
                """, [[UInt8](), seq])
        } else {
            try tx.execute("DELETE FROM event WHERE seq = ?", [seq])
        }
    }

    /// A write that does nothing to a workspace which is not due any more, should the clock have been set back.
    @discardableResult
    private func write<Value: Sendable>(
        _ id: ID<Workspace>, _ body: @escaping @Sendable (WriteTransaction) throws -> Value
    ) async throws -> Value {
        try await store.write { [clock] tx in
            guard let deletesAt = try Workspaces.find(id, in: tx)?.deletesAt, deletesAt <= clock.now() else {
                throw Failure(.conflict, "The workspace \(id) is not due to be removed.")
            }
            return try body(tx)
        }
    }
}
