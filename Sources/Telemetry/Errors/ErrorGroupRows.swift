import DataStore
import Primitives

/// The table of errors: SQL and row mapping, nothing else.
enum ErrorGroupRows {
    static func find(_ fingerprint: String, of project: ErrorProjectID, in tx: some SQLReading) throws -> ErrorGroup? {
        try tx.row("SELECT * FROM error_group WHERE project_id = ? AND fingerprint = ?", [project, fingerprint]).map(decode)
    }

    static func find(_ id: ID<ErrorGroup>, of projects: [ErrorProjectID], in tx: some SQLReading) throws -> ErrorGroup? {
        try tx.row("SELECT * FROM error_group WHERE id = ?", [id]).map(decode).flatMap { projects.contains($0.project) ? $0 : nil }
    }

    /// Without reports yet: those are added next.
    static func insert(_ id: ID<ErrorGroup>, first event: ErrorEvent, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO error_group (id, project_id, fingerprint, title, culprit, type, value, level, state, is_regression, first_seen,
                last_seen, event_count, people_count, first_release, version)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'unresolved', 0, ?, ?, 0, 0, ?, 1)
            """,
            [
                id, event.project, event.fingerprint, event.title, event.culprit, event.type, event.value, event.level, event.occurredAt,
                event.occurredAt, event.release,
            ])
    }

    /// Adds reports, the last of which says what the error looks like now.
    static func add(
        _ count: Int, _ people: Int, to id: ID<ErrorGroup>, last event: ErrorEvent, first: Timestamp, in tx: WriteTransaction
    ) throws {
        try tx.execute(
            """
            UPDATE error_group SET title = ?, culprit = ?, type = ?, value = ?, level = ?, event_count = event_count + ?,
                people_count = people_count + ?, first_seen = min(first_seen, ?), last_seen = max(last_seen, ?),
                first_release = coalesce(first_release, ?), last_release = coalesce(?, last_release)
            WHERE id = ?
            """,
            [
                event.title, event.culprit, event.type, event.value, event.level, count, people, first, event.occurredAt, event.release,
                event.release, id,
            ])
    }

    /// What was resolved before `moment` is back.
    static func reopen(_ id: ID<ErrorGroup>, at moment: Timestamp, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            UPDATE error_group SET state = 'unresolved', is_regression = 1, resolved_at = NULL, version = version + 1
            WHERE id = ? AND state = 'resolved' AND resolved_at < ?
            """, [id, moment])
    }

    static func update(_ group: ErrorGroup, resolvedAt: Timestamp?, in tx: WriteTransaction) throws {
        try tx.execute(
            "UPDATE error_group SET state = ?, is_regression = ?, assignee_id = ?, resolved_at = ?, version = ? WHERE id = ?",
            [group.state, group.isRegression, group.assignee, resolvedAt, group.version, group.id])
    }

    static func count(of project: ErrorProjectID, in tx: some SQLReading) throws -> Int {
        try tx.value("SELECT count(*) FROM error_group WHERE project_id = ?", [project]) ?? 0
    }

    /// Those that were not seen for the longest.
    static func oldest(of project: ErrorProjectID, limit: Int, in tx: some SQLReading) throws -> [ID<ErrorGroup>] {
        try tx.rows("SELECT id FROM error_group WHERE project_id = ? ORDER BY last_seen, id LIMIT ?", [project, limit]).map { try $0["id"] }
    }

    static func list(_ query: ErrorQuery, of projects: [ErrorProjectID], in tx: some SQLReading) throws -> [ErrorGroup] {
        let condition = query.condition(of: projects)
        let column = query.sort.column
        return try tx.rows(
            "SELECT * FROM error_group WHERE \(condition.sql) ORDER BY \(column) DESC, id DESC LIMIT ?",
            condition.arguments + [query.limit + 1]
        ).map(decode)
    }

    /// Fills in how many reports there were in each of the last hours.
    static func withTrends(_ groups: [ErrorGroup], at now: Timestamp, in tx: some SQLReading) throws -> [ErrorGroup] {
        guard !groups.isEmpty else { return [] }
        let last = ErrorHour.of(now)
        let first = last - ErrorGroup.trendHours + 1
        let marks = Array(repeating: "?", count: groups.count).joined(separator: ", ")
        var counts: [String: [Int]] = [:]
        for row in try tx.rows(
            "SELECT group_id, hour, event_count FROM error_hour WHERE group_id IN (\(marks)) AND hour BETWEEN ? AND ?",
            groups.map { $0.id as any SQLConvertible } + [first, last])
        {
            let hour: Int = try row["hour"]
            counts[try row["group_id"], default: [Int](repeating: 0, count: ErrorGroup.trendHours)][hour - first] = try row["event_count"]
        }
        return groups.map { group in
            var group = group
            group.trend = counts[group.id.description] ?? [Int](repeating: 0, count: ErrorGroup.trendHours)
            return group
        }
    }

    private static func decode(_ row: SQLRow) throws -> ErrorGroup {
        ErrorGroup(
            id: try row["id"], project: try row["project_id"], title: try row["title"], culprit: try row["culprit"], type: try row["type"],
            value: try row["value"], level: try row["level"], state: try row["state"], isRegression: try row["is_regression"],
            assignee: try row["assignee_id"], firstSeenAt: try row["first_seen"], lastSeenAt: try row["last_seen"],
            count: try row["event_count"], peopleCount: try row["people_count"], firstRelease: try row["first_release"],
            lastRelease: try row["last_release"], version: try row["version"])
    }
}

/// Hours since 1970, by which reports are counted.
enum ErrorHour {
    static func of(_ moment: Timestamp) -> Int { Int(moment.seconds / 3_600) }
}
