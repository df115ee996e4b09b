import DataStore

/// SQL of rules: what differs from the standard.
enum AlertRuleRows {
    /// All rules as they are in force.
    static func all(in tx: some SQLReading) throws -> [AlertRule] {
        let changed = try tx.rows("SELECT * FROM alert_rule").compactMap(rule)
        let known = Dictionary(changed.map { ($0.name, $0) }) { _, last in last }
        return AlertRuleName.allCases.map { known[$0] ?? $0.standard }
    }

    static func find(_ name: AlertRuleName, in tx: some SQLReading) throws -> AlertRule {
        try tx.row("SELECT * FROM alert_rule WHERE name = ?", [name]).flatMap(rule) ?? name.standard
    }

    static func save(_ rule: AlertRule, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO alert_rule
                (name, threshold, for_seconds, resolve_seconds, severity, is_on, silenced_until, silence_reason, version)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET threshold = excluded.threshold, for_seconds = excluded.for_seconds,
                resolve_seconds = excluded.resolve_seconds, severity = excluded.severity, is_on = excluded.is_on,
                silenced_until = excluded.silenced_until, silence_reason = excluded.silence_reason, version = excluded.version
            """,
            [
                rule.name, rule.threshold, rule.forSeconds, rule.resolveSeconds, rule.severity, rule.isOn, rule.silencedUntil,
                rule.silenceReason, rule.version,
            ])
    }

    private static func rule(_ row: SQLRow) throws -> AlertRule? {
        guard let name = AlertRuleName(rawValue: try row["name"]) else { return nil }
        var rule = AlertRule(
            name, threshold: try row["threshold"], for: try row["for_seconds"], resolve: try row["resolve_seconds"],
            try row["severity"], isOn: try row["is_on"])
        rule.silencedUntil = try row["silenced_until"]
        rule.silenceReason = try row["silence_reason"]
        rule.version = try row["version"]
        return rule
    }
}
