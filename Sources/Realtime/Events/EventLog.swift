package import DataStore
import Instrumentation
package import Primitives

/// The durable events of a node in commit order: appended with the write that causes them, sent once it is committed, replayed on request.
package struct EventLog: Sendable {
    /// An event is a notice with the state of one entity, not a document; it is sent whole to every subscriber.
    package static let payloadLimit = 65_536
    /// An event goes to the rooms of what it is about, of which there are four kinds.
    package static let roomLimit = 8

    package static let migrations = [
        Migration(
            "realtime/001",
            """
            CREATE TABLE event (
                seq {sequence},
                id TEXT NOT NULL,
                workspace_id TEXT NOT NULL,
                type TEXT NOT NULL,
                entity_id TEXT NOT NULL,
                entity_version INTEGER NOT NULL,
                actor_id TEXT,
                trace_id TEXT NOT NULL,
                payload TEXT NOT NULL,
                rooms {blob} NOT NULL,
                emitted_at INTEGER NOT NULL
            ) {strict};
            CREATE TABLE event_room (
                room {blob} NOT NULL,
                seq INTEGER NOT NULL,
                PRIMARY KEY (room, seq)
            ) {clustered};
            CREATE TABLE event_horizon (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                seq INTEGER NOT NULL
            ) {strict};
            INSERT INTO event_horizon (id, seq) VALUES (1, 0);
            """)
    ]

    private let epoch: String
    private let hub: Hub
    private let replays = RecentReplays()
    private let taps = EventTaps()

    /// - Parameter epoch: the store's; a cursor of another one is never followed.
    package init(epoch: String, hub: Hub) {
        self.epoch = epoch
        self.hub = hub
    }

    /// Has `tap` hear of every event from now on; one at a time.
    package func tap(with tap: any EventTap) {
        taps.set(tap)
    }

    /// Stores `event` once for all its `rooms`; subscribers get it after the commit, in commit order, and never if the write fails.
    ///
    /// - Returns: the event's place in the order of commits.
    /// - Throws: ``EventLogError``, or what the store throws.
    @discardableResult
    package func append(_ event: EventEnvelope, rooms: [Room], in transaction: WriteTransaction) throws -> Int64 {
        guard event.payload.text.utf8.count <= Self.payloadLimit else {
            throw EventLogError.payloadTooLarge(type: event.type, bytes: event.payload.text.utf8.count)
        }
        guard (1...Self.roomLimit).contains(rooms.count), Set(rooms).count == rooms.count else {
            throw EventLogError.unfitRooms(type: event.type)
        }
        let id = ID<StoredEvent>(at: event.emittedAt)
        let seq = try EventRows.insert(event, id: id, rooms: rooms, in: transaction)
        let stored = StoredEvent(seq: seq, id: id, epoch: epoch, envelope: event)
        try taps.current?.appended(stored, rooms: rooms, in: transaction)
        let (hub, context) = (hub, ServiceContext.current)
        transaction.afterCommit { hub.publish(stored, to: rooms, in: context) }
        return seq
    }

    /// The place in the log that the state seen by this transaction has reached; a client that fetches state joins with it.
    package func cursor(in transaction: some SQLReading) throws -> EventCursor {
        EventCursor(epoch: epoch, seq: try EventRows.head(in: transaction))
    }

    /// What `room` heard after `cursor`, or why that can't be told.
    ///
    /// - Parameters:
    ///   - limit: more events than this are not replayed: fetching the state is cheaper then.
    ///   - byteLimit: nor more payload than this, which all goes into one socket at once.
    package func replay(
        _ room: Room, of workspaceID: ID<Subject>, after cursor: EventCursor?, limit: Int, byteLimit: Int, in transaction: some SQLReading
    ) throws -> Recovery {
        let head = try self.cursor(in: transaction)
        guard let cursor else { return Recovery(cursor: head, outcome: .notAsked) }
        guard cursor.epoch == epoch, cursor.seq <= head.seq else { return Recovery(cursor: head, outcome: .lost(.epoch)) }
        guard cursor.seq >= (try EventRows.horizon(in: transaction)) else { return Recovery(cursor: head, outcome: .lost(.pruned)) }
        let stretch = RecentReplays.Stretch(
            room: room, workspaceID: workspaceID, after: cursor.seq, through: head.seq, limit: limit, byteLimit: byteLimit)
        let missed = try replays.events(of: stretch) { try read(stretch, in: transaction) }
        return Recovery(cursor: head, outcome: missed.map { .recovered($0) } ?? .lost(.limit))
    }

    /// `nil` when there is more than the stretch's limits.
    private func read(_ stretch: RecentReplays.Stretch, in transaction: some SQLReading) throws -> MissedEvents? {
        var events: [StoredEvent] = []
        var bytes = 0
        var reached = stretch.after
        while reached < stretch.through {
            let page = try EventRows.heard(
                in: stretch.room, of: stretch.workspaceID, after: reached, through: stretch.through,
                limit: min(stretch.limit - events.count + 1, EventRows.pageLimit), epoch: epoch, transaction)
            guard let last = page.last else { break }
            events += page
            bytes += page.reduce(0) { $0 + $1.envelope.payload.text.utf8.count }
            reached = last.seq
            guard events.count <= stretch.limit, bytes <= stretch.byteLimit else { return nil }
        }
        return MissedEvents(events)
    }

    /// The newest events of `room` since a moment, at most `limit` of them, oldest first; for clients that keep no cursor.
    package func recent(
        _ room: Room, of workspaceID: ID<Subject>, since moment: Timestamp, limit: Int, in transaction: some SQLReading
    ) throws -> Recovery {
        let events = try EventRows.newest(in: room, of: workspaceID, since: moment, limit: limit, epoch: epoch, transaction)
        return Recovery(cursor: try cursor(in: transaction), outcome: .recent(MissedEvents(events)))
    }

    /// What the log holds of some rooms together, the newest first; for people who look back, not for clients that catch up.
    ///
    /// - Parameter seq: only what was before that place; `nil` for the newest.
    package func past(
        of rooms: [Room], in workspaceID: ID<Subject>, before seq: Int64?, limit: Int, in transaction: some SQLReading
    ) throws -> [(room: Room, event: StoredEvent)] {
        // Each room from its own end of the index, and then the best of all: rooms are few, and none of them is read further than it is shown.
        let found = try rooms.flatMap { room in
            try EventRows.past(
                in: room, of: workspaceID, before: seq ?? .max, limit: limit, epoch: epoch, transaction
            ).map { (room: room, event: $0) }
        }
        return Array(found.sorted { $0.event.seq > $1.event.seq }.prefix(limit))
    }

    /// Removes one small step of what `retention` no longer keeps, oldest first.
    ///
    /// - Returns: how many events were removed; ``EventRows/pruneStep`` when there may be more.
    @discardableResult
    func prune(_ retention: EventRetention, now: Timestamp, in transaction: WriteTransaction) throws -> Int {
        try EventRows.prune(before: now - retention.age, keeping: retention.count, in: transaction)
    }

    /// Removes what `retention` no longer keeps, oldest first, in small writes with other writers between them.
    ///
    /// - Returns: how many events were removed.
    @discardableResult
    package func prune(_ retention: EventRetention, now: Timestamp, in store: Store) async throws -> Int {
        var removed = 0
        while true {
            let step = try await store.write { try prune(retention, now: now, in: $0) }
            removed += step
            if step < EventRows.pruneStep { return removed }
            try Task.checkCancellation()
        }
    }
}
