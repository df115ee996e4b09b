import DataStore
import Identity
import Primitives

/// Some transactions in the order of the chain with their entries, as they stand in the tables: read for a check, and so as bare as can be.
struct LedgerStretch {
    struct Row {
        let seq: Int64
        let link: LedgerChain.Link
        let previousHash: [UInt8]
        let hash: [UInt8]
    }

    struct Line {
        let seq: Int64
        let account: Int64
        let day: Int64
        let currency: String
        let amount: Int64
        let memo: String?
    }

    /// Of one account, currency and day.
    struct Total: Hashable {
        let account: Int64
        let currency: String
        let day: Int64
    }

    let rows: [Row]
    let lines: [Line]
    /// Of the same state of the database, where these are the last transactions.
    let end: End?

    struct End {
        let codes: [Int64: String]
        let entries: Int64
        let days: [Total: Int64]
        /// By account and currency; the day is 0.
        let balances: [Total: Int64]
    }

    static func read(of workspace: ID<Workspace>, after number: Int64, limit: Int, in tx: some SQLReading) throws -> LedgerStretch {
        let text = workspace.description
        let rows = try tx.rows(
            """
            SELECT seq, number, id, day, posted_at, posted_by_id, reverses, payout_id, lead_id, reference, description, previous_hash, hash
            FROM ledger_transaction WHERE workspace_id = ? AND number > ? ORDER BY number LIMIT ?
            """, [workspace, number, limit]
        ).map { row in
            var fields = row.fields
            let seq: Int64 = try fields.next()
            let (number, id): (Int64, String) = (try fields.next(), try fields.next())
            let link = LedgerChain.Link(
                workspace: text, number: number, id: id, date: Day(number: try fields.next()), postedAt: try fields.next(),
                postedBy: try fields.next(), reverses: try fields.next(), payout: try fields.next(), lead: try fields.next(),
                reference: try fields.next(), description: try fields.next())
            return Row(seq: seq, link: link, previousHash: try fields.next(), hash: try fields.next())
        }
        guard let last = rows.last else { return LedgerStretch(rows: [], lines: [], end: try end(of: workspace, in: tx)) }
        let lines = try tx.rows(
            """
            SELECT e.transaction_seq, e.account, e.day, e.currency, e.amount, e.memo
            FROM ledger_transaction AS t CROSS JOIN ledger_entry AS e ON e.transaction_seq = t.seq
            WHERE t.workspace_id = ? AND t.number > ? AND t.number <= ? ORDER BY t.number, e.position
            """, [workspace, number, last.link.number]
        ).map { row in
            var fields = row.fields
            return Line(
                seq: try fields.next(), account: try fields.next(), day: try fields.next(), currency: try fields.next(),
                amount: try fields.next(), memo: try fields.next())
        }
        return LedgerStretch(rows: rows, lines: lines, end: rows.count < limit ? try end(of: workspace, in: tx) : nil)
    }

    private static func end(of workspace: ID<Workspace>, in tx: some SQLReading) throws -> End {
        let own = "SELECT number FROM ledger_account WHERE workspace_id = ?"
        let days = try tx.rows("SELECT account, currency, day, amount FROM ledger_day WHERE account IN (\(own))", [workspace])
        let balances = try tx.rows("SELECT account, currency, amount FROM ledger_balance WHERE account IN (\(own))", [workspace])
        return End(
            codes: try LedgerAccountRows.codes(of: workspace, in: tx),
            entries: try tx.value("SELECT count(*) FROM ledger_entry WHERE account IN (\(own))", [workspace]) ?? 0,
            days: try days.reduce(into: [:]) { totals, row in
                totals[Total(account: try row["account"], currency: try row["currency"], day: try row["day"])] = try row["amount"] as Int64
            },
            balances: try balances.reduce(into: [:]) { totals, row in
                totals[Total(account: try row["account"], currency: try row["currency"], day: 0)] = try row["amount"] as Int64
            })
    }
}
