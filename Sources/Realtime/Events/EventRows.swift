import DataStore
import Primitives

/// The SQL of the event log.
enum EventRows {
    /// How many rows a replay reads at a time, so that its byte limit is noticed soon.
    static let pageLimit = 128
    /// How many events one pruning write removes: a few milliseconds, in which no other writer runs.
    static let pruneStep = 500

    /// A range of one room's index, each row then fetched by its key.
    static let heardSQL = """
        SELECT e.seq, e.id, e.type, e.entity_id, e.entity_version, e.actor_id, e.trace_id, e.payload, e.emitted_at
        FROM event_room r JOIN event e ON e.seq = r.seq
        WHERE r.room = ? AND r.seq > ? AND r.seq <= ? AND e.workspace_id = ?
        ORDER BY r.seq LIMIT ?
        """

    static let newestSQL = """
        SELECT e.seq, e.id, e.type, e.entity_id, e.entity_version, e.actor_id, e.trace_id, e.payload, e.emitted_at
        FROM event_room r JOIN event e ON e.seq = r.seq
        WHERE r.room = ? AND e.workspace_id = ?
        ORDER BY r.seq DESC LIMIT ?
        """

    static let pastSQL = """
        SELECT e.seq, e.id, e.type, e.entity_id, e.entity_version, e.actor_id, e.trace_id, e.payload, e.emitted_at
        FROM event_room r JOIN event e ON e.seq = r.seq
        WHERE r.room = ? AND r.seq < ? AND e.workspace_id = ?
        ORDER BY r.seq DESC LIMIT ?
        """

    static func insert(_ event: EventEnvelope, id: ID<StoredEvent>, rooms: [Room], in transaction: WriteTransaction) throws -> Int64 {
        let rooms = rooms.map(\.storedBytes)
        let seq = try transaction.insert(
            """
            INSERT INTO event (id, workspace_id, type, entity_id, entity_version, actor_id, trace_id, payload, rooms, emitted_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                id, event.workspaceID, event.type, event.entityID, event.entityVersion, event.actorID, event.traceID, event.payload.text,
                rooms.flatMap { $0 }, event.emittedAt,
            ])
        for room in rooms { try transaction.execute("INSERT INTO event_room (room, seq) VALUES (?, ?)", [room, seq]) }
        return seq
    }

    static func head(in transaction: some SQLReading) throws -> Int64 {
        let last = try transaction.value("SELECT MAX(seq) FROM event", as: Int64?.self) ?? nil
        return max(last ?? 0, try horizon(in: transaction))
    }

    /// The last event that was pruned.
    static func horizon(in transaction: some SQLReading) throws -> Int64 {
        try transaction.value("SELECT seq FROM event_horizon WHERE id = 1") ?? 0
    }

    static func heard(
        in room: Room, of workspaceID: ID<Subject>, after: Int64, through: Int64, limit: Int, epoch: String, _ transaction: some SQLReading
    ) throws -> [StoredEvent] {
        try transaction.rows(heardSQL, [room, after, through, workspaceID, limit]).map { try decode($0, of: workspaceID, epoch: epoch) }
    }

    /// The newest ones, oldest first.
    static func newest(
        in room: Room, of workspaceID: ID<Subject>, since moment: Timestamp, limit: Int, epoch: String, _ transaction: some SQLReading
    ) throws -> [StoredEvent] {
        // The newest are read by their number and then judged by their time: clocks go back, and there is no index by time.
        try transaction.rows(newestSQL, [room, workspaceID, limit]).map { try decode($0, of: workspaceID, epoch: epoch) }
            .filter { $0.envelope.emittedAt >= moment }.reversed()
    }

    /// Those before a place in the log, the newest first.
    static func past(
        in room: Room, of workspaceID: ID<Subject>, before seq: Int64, limit: Int, epoch: String, _ transaction: some SQLReading
    ) throws -> [StoredEvent] {
        try transaction.rows(pastSQL, [room, seq, workspaceID, limit]).map { try decode($0, of: workspaceID, epoch: epoch) }
    }

    private static func decode(_ row: SQLRow, of workspaceID: ID<Subject>, epoch: String) throws -> StoredEvent {
        StoredEvent(
            seq: try row["seq"], id: try row["id"], epoch: epoch,
            envelope: EventEnvelope(
                type: try row["type"], traceID: try row["trace_id"], actorID: try row["actor_id"], workspaceID: workspaceID,
                entityID: try row["entity_id"], entityVersion: try row["entity_version"], payload: JSONText(stored: try row["payload"]),
                emittedAt: try row["emitted_at"]))
    }

    static func prune(before oldest: Timestamp, keeping count: Int64, in transaction: WriteTransaction) throws -> Int {
        let firstKept = try head(in: transaction) - count + 1
        var removed = 0
        var last: Int64?
        var pruned: Set<[UInt8]> = []
        // In log order, up to the first event that is kept: the log has no holes that a replay would not notice.
        for row in try transaction.rows("SELECT seq, rooms, emitted_at FROM event ORDER BY seq LIMIT ?", [pruneStep]) {
            let seq: Int64 = try row["seq"]
            let emittedAt: Timestamp = try row["emitted_at"]
            guard emittedAt < oldest || seq < firstKept else { break }
            let rooms: [UInt8] = try row["rooms"]
            for start in stride(from: 0, to: rooms.count, by: Room.storedByteCount) {
                pruned.insert(Array(rooms[start...].prefix(Room.storedByteCount)))
            }
            last = seq
            removed += 1
        }
        guard let last else { return 0 }
        for room in pruned {
            try transaction.execute("DELETE FROM event_room WHERE room = ? AND seq <= ?", [room, last])
        }
        try transaction.execute("DELETE FROM event WHERE seq <= ?", [last])
        try transaction.execute("UPDATE event_horizon SET seq = ? WHERE id = 1", [last])
        return removed
    }
}
