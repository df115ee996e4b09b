import DataStore
import Identity
import Primitives

/// Reads pages of transactions and of an account's entries, the newest day first.
struct LedgerListing {
    /// Where a page ended: a day, then the node's count of transactions, then the line.
    struct Place {
        let day: Day
        let seq: Int64
        var position: Int64 = 0

        var text: String { "\(day.number).\(seq).\(position)" }

        init(day: Day, seq: Int64, position: Int64 = 0) {
            (self.day, self.seq, self.position) = (day, seq, position)
        }

        init?(_ text: String) {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false).compactMap { Int64($0) }
            guard parts.count == 3 else { return nil }
            self.init(day: Day(number: parts[0]), seq: parts[1], position: parts[2])
        }
    }

    let workspace: ID<Workspace>

    func transactions(_ query: LedgerQuery, after place: Place?, limit: Int, in tx: some SQLReading) throws -> [Place] {
        var part: SQLPart
        if query.account != nil || query.person != nil {
            // By the index of entries, of which a transaction may have several there.
            part = SQLPart(
                """
                SELECT DISTINCT e.day AS day, e.transaction_seq AS seq FROM ledger_account AS a JOIN ledger_entry AS e ON e.account = a.number
                JOIN ledger_transaction AS t ON t.seq = e.transaction_seq WHERE a.workspace_id = ?
                """, [workspace])
            if let account = query.account { part.add("a.id = ?", account) }
            if let person = query.person { part.add("a.person_id = ?", person) }
            part.restrict("e.day", "e.transaction_seq", query, after: place)
        } else {
            part = SQLPart("SELECT t.day AS day, t.seq AS seq FROM ledger_transaction AS t WHERE t.workspace_id = ?", [workspace])
            part.restrict("t.day", "t.seq", query, after: place)
        }
        if let text = query.text {
            part.add(
                """
                (instr(lower(t.description), lower(?)) > 0 OR instr(lower(coalesce(t.reference, '')), lower(?)) > 0 OR t.number = ?)
                """, text, text, Int64(text) ?? 0)
        }
        part.sql += " ORDER BY day DESC, seq DESC LIMIT ?"
        part.arguments.append(limit)
        return try tx.rows(part).map { Place(day: try $0["day"], seq: try $0["seq"]) }
    }

    func entries(
        of account: LedgerAccountRow, from: Day?, through: Day?, after place: Place?, limit: Int, in tx: some SQLReading
    ) throws -> [(place: Place, entry: AccountEntry)] {
        var part = SQLPart(
            """
            SELECT e.day, e.transaction_seq, e.position, e.currency, e.amount, e.memo, t.id, t.number, t.description, t.reference,
                t.payout_id, t.lead_id
            FROM ledger_entry AS e JOIN ledger_transaction AS t ON t.seq = e.transaction_seq WHERE e.account = ?
            """, [account.number])
        if let from { part.add("e.day >= ?", from) }
        if let through { part.add("e.day <= ?", through) }
        if let place { part.add("(e.day, e.transaction_seq, e.position) < (?, ?, ?)", place.day, place.seq, place.position) }
        part.sql += " ORDER BY e.day DESC, e.transaction_seq DESC, e.position DESC LIMIT ?"
        part.arguments.append(limit)
        return try tx.rows(part).map { row in
            let (id, position): (ID<LedgerTransaction>, Int) = (try row["id"], try row["position"])
            return (
                Place(day: try row["day"], seq: try row["transaction_seq"], position: Int64(position)),
                AccountEntry(
                    id: ID(of: id, position: position), transactionId: id, number: try row["number"], date: try row["day"],
                    description: try row["description"], reference: try row["reference"],
                    amount: Money(try row["amount"], try row["currency"]), memo: try row["memo"], payoutId: try row["payout_id"],
                    leadId: try row["lead_id"])
            )
        }
    }
}

extension SQLPart {
    fileprivate mutating func add(_ condition: String, _ values: any SQLConvertible...) {
        sql += " AND " + condition
        arguments += values
    }

    fileprivate mutating func restrict(_ day: String, _ seq: String, _ query: LedgerQuery, after place: LedgerListing.Place?) {
        if let from = query.from { add("\(day) >= ?", from) }
        if let through = query.through { add("\(day) <= ?", through) }
        if let place { add("(\(day), \(seq)) < (?, ?)", place.day, place.seq) }
    }
}
