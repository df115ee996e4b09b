import DataStore
import Primitives

/// What was gathered, written in one transaction: each error is touched once, however many reports of it there are.
struct ErrorBatch: Sendable {
    /// Beyond it people are no longer told apart: the number says "many" by then.
    static let peopleLimit = 10_000
    /// Errors of one project; the one that was not seen for the longest makes room.
    static let groupLimit = 5_000
    /// How many make room at a time.
    private static let groupStep = 200

    let events: [ErrorEvent]
    let counts: [ErrorTallies.Key: Int]
    let sessions: [SessionTallies.Key: SessionTallies.Counts]

    private struct Key: Hashable {
        let project: ErrorProjectID
        let fingerprint: String
    }

    func write(in tx: WriteTransaction) throws {
        var crowded: Set<ErrorProjectID> = []
        for (key, events) in Dictionary(grouping: events, by: { Key(project: $0.project, fingerprint: $0.fingerprint) }) {
            if try add(events, key, in: tx) { crowded.insert(key.project) }
        }
        for project in crowded { try makeRoom(in: project, tx) }
        for (key, counts) in sessions { try SessionRows.add(counts, to: key, in: tx) }
        for (key, count) in counts {
            try tx.execute(
                """
                INSERT INTO error_tally (project_id, day, category, outcome, event_count) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (project_id, day, category, outcome) DO UPDATE SET event_count = event_count + excluded.event_count
                """, [key.project, Int(Timestamp.now().seconds / 86_400), key.category, key.outcome, count])
        }
    }

    /// Whether the error is new.
    private func add(_ events: [ErrorEvent], _ key: Key, in tx: WriteTransaction) throws -> Bool {
        guard let last = events.max(by: { $0.occurredAt < $1.occurredAt }), let newest = events.map(\.receivedAt).max() else {
            return false
        }
        let known = try ErrorGroupRows.find(key.fingerprint, of: key.project, in: tx)
        let id = known?.id ?? ID(at: newest)
        if known == nil { try ErrorGroupRows.insert(id, first: events[0], in: tx) }
        var counted: [ErrorEvent] = []
        for event in events {
            if let packed = event.packed, try !ErrorEventRows.insert(event, packed, group: id, in: tx) { continue }
            counted.append(event)
        }
        guard !counted.isEmpty else { return known == nil }
        let people = try addPeople(of: counted, to: id, known: known?.peopleCount ?? 0, in: tx)
        for (hour, events) in Dictionary(grouping: counted, by: { ErrorHour.of($0.occurredAt) }) {
            try tx.execute(
                """
                INSERT INTO error_hour (group_id, hour, event_count) VALUES (?, ?, ?)
                ON CONFLICT (group_id, hour) DO UPDATE SET event_count = event_count + excluded.event_count
                """, [id, hour, events.count])
        }
        let first = counted.map(\.occurredAt).min() ?? last.occurredAt
        try ErrorGroupRows.add(counted.count, people, to: id, last: last, first: first, in: tx)
        if known?.state == .resolved { try ErrorGroupRows.reopen(id, at: newest, in: tx) }
        return known == nil
    }

    private func addPeople(of events: [ErrorEvent], to id: ID<ErrorGroup>, known: Int, in tx: WriteTransaction) throws -> Int {
        var added = 0
        for person in Set(events.compactMap(\.person)) where known + added < Self.peopleLimit {
            added += try tx.execute("INSERT INTO error_person (group_id, person) VALUES (?, ?) ON CONFLICT DO NOTHING", [id, person])
        }
        return added
    }

    private func makeRoom(in project: ErrorProjectID, _ tx: WriteTransaction) throws {
        let surplus = try ErrorGroupRows.count(of: project, in: tx) - Self.groupLimit
        guard surplus > 0 else { return }
        for id in try ErrorGroupRows.oldest(of: project, limit: surplus + Self.groupStep, in: tx) { try ErrorRemoval.remove(id, in: tx) }
    }
}

/// How an error goes, with all that is its own.
enum ErrorRemoval {
    static func remove(_ id: ID<ErrorGroup>, in tx: WriteTransaction) throws {
        while try ErrorEventRows.delete("group_id = ?", [id], limit: 500, in: tx) == 500 {}
        try tx.execute("DELETE FROM error_hour WHERE group_id = ?", [id])
        try tx.execute("DELETE FROM error_person WHERE group_id = ?", [id])
        try tx.execute("DELETE FROM error_group WHERE id = ?", [id])
    }
}
