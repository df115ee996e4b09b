import DataStore
import Identity
import Primitives

/// The table of payouts: SQL and row mapping, nothing else.
enum PayoutRows {
    static func insert(
        _ payout: Payout, project: ID<Project>?, key: [UInt8]?, of workspace: ID<Workspace>, in tx: WriteTransaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO payout (id, workspace_id, project_id, lead_id, lead_company, rule_id, person_id, person_name, amount, currency,
                state, description, claws_back, created_by_id, key, version, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                payout.id, workspace, project, payout.leadId, payout.leadCompany, payout.ruleId, payout.personId, payout.personName,
                payout.amount.amount, payout.amount.currency, payout.state, payout.description, payout.clawsBack, payout.createdById, key,
                payout.version, payout.createdAt, payout.updatedAt,
            ])
    }

    /// Writes all that can change.
    static func update(_ payout: Payout, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            UPDATE payout SET state = ?, reason = ?, approved_by_id = ?, approved_at = ?, paid_by_id = ?, paid_at = ?, reference = ?,
                paid_on = ?, voided_by_id = ?, voided_at = ?, version = ?, updated_at = ?
            WHERE id = ?
            """,
            [
                payout.state, payout.reason, payout.approvedById, payout.approvedAt, payout.paidById, payout.paidAt, payout.reference,
                payout.paidOn, payout.voidedById, payout.voidedAt, payout.version, payout.updatedAt, payout.id,
            ])
    }

    static func find(_ id: ID<Payout>, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> Payout? {
        try read("o.id = ? AND o.workspace_id = ?", [id, workspace], "", in: tx).first
    }

    static func id(key: [UInt8], of workspace: ID<Workspace>, in tx: some SQLReading) throws -> ID<Payout>? {
        try tx.value("SELECT id FROM payout WHERE workspace_id = ? AND key = ?", [workspace, key])
    }

    /// In the order in which they were raised.
    static func all(of lead: ID<Lead>, limit: Int, in tx: some SQLReading) throws -> [Payout] {
        try read("o.lead_id = ?", [lead], " ORDER BY o.id LIMIT \(limit)", in: tx)
    }

    /// The newest first, from below `before`.
    static func list(
        _ query: PayoutQuery, of workspace: ID<Workspace>, before: ID<Payout>?, limit: Int, in tx: some SQLReading
    ) throws -> [Payout] {
        var part = condition(query, of: workspace)
        if let before {
            part.sql += " AND o.id < ?"
            part.arguments.append(before)
        }
        return try read(part.sql, part.arguments + [limit], " ORDER BY o.id DESC LIMIT ?", in: tx)
    }

    static func totals(_ query: PayoutQuery, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> [PayoutTotal] {
        let part = condition(query, of: workspace)
        let rows = try tx.rows(
            """
            SELECT o.state, o.currency, \(WideSum.columns(of: "o.amount")) FROM payout AS o WHERE \(part.sql)
            GROUP BY o.state, o.currency ORDER BY o.currency
            """, part.arguments)
        var sums: [PayoutState: [Money]] = [:]
        for row in rows {
            sums[try row["state"], default: []].append(Money(try WideSum.value(in: row), try row["currency"]))
        }
        return PayoutState.allCases.compactMap { state in sums[state].map { PayoutTotal(state: state, sums: $0) } }
    }

    private static func condition(_ query: PayoutQuery, of workspace: ID<Workspace>) -> SQLPart {
        var part = SQLPart("o.workspace_id = ?", [workspace])
        func add(_ condition: String, _ value: any SQLConvertible) {
            part.sql += " AND " + condition
            part.arguments.append(value)
        }
        if let state = query.state { add("o.state = ?", state) }
        if let person = query.person { add("o.person_id = ?", person) }
        if let project = query.project { add("o.project_id = ?", project) }
        if let lead = query.lead { add("o.lead_id = ?", lead) }
        if let from = query.from { add("o.created_at >= ?", from.start) }
        if let through = query.through { add("o.created_at < ?", through.start + .days(1)) }
        return part
    }

    private static func read(
        _ condition: String, _ arguments: [any SQLConvertible], _ order: String, in tx: some SQLReading
    ) throws -> [Payout] {
        try tx.rows(
            """
            SELECT o.*, p.name AS present_name FROM payout AS o LEFT JOIN person AS p ON p.id = o.person_id WHERE \(condition)\(order)
            """, arguments
        ).map { row in
            let id: ID<Payout> = try row["id"]
            let name: String? = try row["present_name"]
            return Payout(
                id: id, leadId: try row["lead_id"], leadCompany: try row["lead_company"], ruleId: try row["rule_id"],
                personId: try row["person_id"], personName: try name ?? row["person_name"],
                amount: Money(try row["amount"], try row["currency"]), state: try row["state"], description: try row["description"],
                reason: try row["reason"], clawsBack: try row["claws_back"], createdById: try row["created_by_id"],
                approvedById: try row["approved_by_id"], approvedAt: try row["approved_at"], paidById: try row["paid_by_id"],
                paidAt: try row["paid_at"], reference: try row["reference"], paidOn: try row["paid_on"],
                voidedById: try row["voided_by_id"], voidedAt: try row["voided_at"],
                transactions: try LedgerTransactionRows.ids(of: id, in: tx), version: try row["version"], createdAt: try row["created_at"],
                updatedAt: try row["updated_at"])
        }
    }

    // MARK: What becomes of leads

    /// A merged lead's payouts are those of the one that is left.
    static func move(from lead: ID<Lead>, to other: ID<Lead>, in tx: WriteTransaction) throws {
        try tx.execute("UPDATE payout SET lead_id = ? WHERE lead_id = ?", [other, lead])
    }

    /// Takes texts that name somebody out of a lead's payouts, or the company altogether; answers how many changed.
    static func erase(_ erased: ErasedText, of lead: ID<Lead>, wholeLead: Bool, in tx: WriteTransaction) throws -> Int {
        var count = 0
        for row in try tx.rows("SELECT id, lead_company, description, reason, reference FROM payout WHERE lead_id = ?", [lead]) {
            let company: String? = try row["lead_company"]
            let before: [String?] = [company, try row["description"], try row["reason"], try row["reference"]]
            var after = before.map { erased.replacing(in: $0) }
            if wholeLead, company != nil { after[0] = ErasedText.mark }
            guard after != before else { continue }
            try tx.execute(
                "UPDATE payout SET lead_company = ?, description = ?, reason = ?, reference = ? WHERE id = ?",
                after + [try row["id"] as String])
            count += 1
        }
        return count
    }
}
