import DataStore
import Primitives

/// SQL of alerts.
enum AlertRows {
    /// Of alerts that are over; enough to see what a quarter of a year was like.
    static let retention = Duration.days(90)
    static let limit = 5_000

    private static let columns = "SELECT id, rule, severity, state, started_at, fired_at, resolved_at, value, summary, version FROM alert "

    /// Writes the alert as it is; whether people were told of it stays.
    static func save(_ alert: Alert, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO alert (id, rule, severity, state, started_at, fired_at, resolved_at, value, summary, told, version)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?)
            ON CONFLICT (id) DO UPDATE SET severity = excluded.severity, state = excluded.state, resolved_at = excluded.resolved_at,
                value = excluded.value, summary = excluded.summary, version = excluded.version
            """,
            [
                alert.id, alert.rule, alert.severity, alert.state, alert.startedAt, alert.firedAt ?? alert.startedAt, alert.resolvedAt,
                alert.value, alert.summary, alert.version,
            ])
    }

    static func firing(in tx: some SQLReading) throws -> [Alert] {
        try tx.rows(columns + "WHERE state = 'firing' ORDER BY id LIMIT 100").compactMap(alert)
    }

    /// The newest first.
    static func list(_ state: Alert.State?, before last: ID<Alert>?, limit: Int, in tx: some SQLReading) throws -> [Alert] {
        var conditions: [String] = []
        var arguments: [any SQLConvertible] = []
        if let state {
            conditions.append("state = ?")
            arguments.append(state)
        }
        if let last {
            conditions.append("id < ?")
            arguments.append(last)
        }
        let condition = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND ")) "
        return try tx.rows(columns + condition + "ORDER BY id DESC LIMIT ?", arguments + [limit]).compactMap(alert)
    }

    /// Of which people do not know yet: those that fire, and those of which they only know that they fired.
    static func untold(in tx: some SQLReading) throws -> [Alert] {
        try tx.rows(
            columns + "WHERE (state = 'firing' AND told IS NULL) OR (state = 'resolved' AND told = 'firing') ORDER BY id LIMIT 100"
        ).compactMap(alert)
    }

    static func tell(_ alerts: [Alert], in tx: WriteTransaction) throws {
        for alert in alerts { try tx.execute("UPDATE alert SET told = ? WHERE id = ?", [alert.state, alert.id]) }
    }

    static func noticeSentAt(in tx: some SQLReading) throws -> Timestamp? {
        try tx.value("SELECT sent_at FROM alert_notice")
    }

    static func noticeSent(at now: Timestamp, in tx: WriteTransaction) throws {
        try tx.execute(
            "INSERT INTO alert_notice (id, sent_at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET sent_at = excluded.sent_at", [now])
    }

    static func prune(at now: Timestamp, in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM alert WHERE state = 'resolved' AND resolved_at < ?", [now - retention])
        try tx.execute(
            "DELETE FROM alert WHERE state = 'resolved' AND id <= (SELECT id FROM alert ORDER BY id DESC LIMIT 1 OFFSET ?)", [limit])
    }

    /// `nil` for a rule that this version does not know.
    private static func alert(_ row: SQLRow) throws -> Alert? {
        guard let rule = AlertRuleName(rawValue: try row["rule"]) else { return nil }
        return Alert(
            id: try row["id"], rule: rule, severity: try row["severity"], state: try row["state"], startedAt: try row["started_at"],
            firedAt: try row["fired_at"], resolvedAt: try row["resolved_at"], value: try row["value"], summary: try row["summary"],
            version: try row["version"])
    }
}
