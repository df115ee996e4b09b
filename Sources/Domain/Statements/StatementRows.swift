import DataStore
import Identity
import Primitives

/// Reads a statement out of the tables of the ledger: SQL, nothing else.
enum StatementRows {
    /// What the accounts of somebody held when `day` began, by currency.
    static func opening(of accounts: [Int64], before day: Day, in tx: some SQLReading) throws -> [Currency: Int64] {
        try tx.rows(
            """
            SELECT currency, \(WideSum.columns(of: "amount")) FROM ledger_day WHERE account IN (\(Self.marks(accounts))) AND day < ?
            GROUP BY currency
            """, (accounts as [any SQLConvertible]) + [day]
        ).reduce(into: [:]) { sums, row in sums[try row["currency"] as Currency] = try WideSum.value(in: row) }
    }

    /// In the order of days, and of a day as they were posted.
    static func lines(
        of accounts: [Int64], from: Day, through: Day, limit: Int, in tx: some SQLReading
    ) throws -> [(amount: Money, line: (Money) -> Statement.Line)] {
        try tx.rows(
            """
            SELECT e.day, e.currency, e.amount, t.number, t.description, t.reference, t.payout_id, t.lead_id, o.lead_company
            FROM ledger_entry AS e JOIN ledger_transaction AS t ON t.seq = e.transaction_seq LEFT JOIN payout AS o ON o.id = t.payout_id
            WHERE e.account IN (\(Self.marks(accounts))) AND e.day >= ? AND e.day <= ?
            ORDER BY e.day, e.transaction_seq, e.position LIMIT ?
            """, (accounts as [any SQLConvertible]) + [from, through, limit]
        ).map { row in
            let (stored, currency): (Int64, Currency) = (try row["amount"], try row["currency"])
            // The books bound amounts so that each has an opposite.
            let amount = Money(Int64(clamping: -Int128(stored)), currency)
            let (date, number): (Day, Int64) = (try row["day"], try row["number"])
            let (description, reference): (String, String?) = (try row["description"], try row["reference"])
            let (payout, lead): (ID<Payout>?, ID<Lead>?) = (try row["payout_id"], try row["lead_id"])
            let company: String? = try row["lead_company"]
            return (
                amount,
                { balance in
                    Statement.Line(
                        date: date, number: number, description: description, reference: reference, payoutId: payout, leadId: lead,
                        leadCompany: company, amount: amount, balance: balance)
                }
            )
        }
    }

    /// The accounts that hold what is owed to somebody.
    static func accounts(of person: ID<Person>, in workspace: ID<Workspace>, _ tx: some SQLReading) throws -> [Int64] {
        try tx.rows(
            "SELECT number FROM ledger_account WHERE workspace_id = ? AND person_id = ? AND kind = 'liability'", [workspace, person]
        ).map { try $0["number"] }
    }

    /// What somebody is called, also once they left: by their payouts.
    static func name(of person: ID<Person>, in workspace: ID<Workspace>, _ tx: some SQLReading) throws -> String? {
        if let member = try People.find(person, of: workspace, in: tx) { return member.name.description }
        return try tx.value(
            "SELECT person_name FROM payout WHERE workspace_id = ? AND person_id = ? ORDER BY id DESC LIMIT 1", [workspace, person])
    }

    private static func marks(_ accounts: [Int64]) -> String {
        accounts.map { _ in "?" }.joined(separator: ", ")
    }
}
