import DataStore
import FoundationEssentials
import Identity
import Primitives

/// The table of commission rules: SQL and row mapping, nothing else.
enum CommissionRuleRows {
    static func insert(_ rule: CommissionRule, of workspace: ID<Workspace>, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO commission_rule (id, workspace_id, name, project_id, kind, rate, amount, currency, shares, enabled, valid_from,
                valid_to, version, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, [rule.id, workspace] + values(of: rule) + [rule.createdAt, rule.updatedAt])
    }

    static func update(_ rule: CommissionRule, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            UPDATE commission_rule SET name = ?, project_id = ?, kind = ?, rate = ?, amount = ?, currency = ?, shares = ?, enabled = ?,
                valid_from = ?, valid_to = ?, version = ?, updated_at = ?
            WHERE id = ?
            """, values(of: rule) + [rule.updatedAt, rule.id])
    }

    private static func values(of rule: CommissionRule) -> [any SQLConvertible] {
        var shares = JSONWriter()
        shares.array(rule.shares)
        return [
            rule.name, rule.projectId, rule.kind, rule.rate, rule.amount?.amount, rule.amount?.currency,
            String(decoding: shares.bytes, as: UTF8.self), rule.enabled, rule.validFrom, rule.validTo, rule.version,
        ]
    }

    static func delete(_ id: ID<CommissionRule>, in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM commission_rule WHERE id = ?", [id])
    }

    static func find(_ id: ID<CommissionRule>, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> CommissionRule? {
        try tx.row("SELECT * FROM commission_rule WHERE id = ? AND workspace_id = ?", [id, workspace]).map(decode)
    }

    /// In the order in which they were made.
    static func list(of workspace: ID<Workspace>, limit: Int, in tx: some SQLReading) throws -> [CommissionRule] {
        try tx.rows("SELECT * FROM commission_rule WHERE workspace_id = ? ORDER BY id LIMIT ?", [workspace, limit]).map(decode)
    }

    private static func decode(_ row: SQLRow) throws -> CommissionRule {
        let (amount, currency): (Int64?, Currency?) = (try row["amount"], try row["currency"])
        return CommissionRule(
            id: try row["id"], name: try row["name"], projectId: try row["project_id"], kind: try row["kind"], rate: try row["rate"],
            amount: amount.flatMap { amount in currency.map { Money(amount, $0) } },
            shares: try JSONDecoder().decode([CommissionShare].self, from: Data((try row["shares"] as String).utf8)),
            enabled: try row["enabled"], validFrom: try row["valid_from"], validTo: try row["valid_to"], version: try row["version"],
            createdAt: try row["created_at"], updatedAt: try row["updated_at"])
    }
}
