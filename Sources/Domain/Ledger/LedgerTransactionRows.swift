import DataStore
import Identity
import Primitives

/// The tables of transactions and entries: SQL and row mapping, nothing else.
enum LedgerTransactionRows {
    /// Entries first: the transaction seals them.
    static func insert(_ row: NewLedgerTransaction, in tx: WriteTransaction) throws {
        for (position, line) in row.order.lines.enumerated() {
            try tx.execute(
                """
                INSERT INTO ledger_entry (transaction_seq, position, account, day, currency, amount, memo) VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                [row.seq, position + 1, line.account.number, row.order.day, line.amount.currency, line.amount.amount, line.memo])
        }
        try tx.execute(
            """
            INSERT INTO ledger_transaction (seq, id, workspace_id, number, day, description, reference, reverses, payout_id, lead_id,
                posted_by_id, posted_by_name, posted_at, key, previous_hash, hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                row.seq, row.id, row.workspaceID, row.number, row.order.day, row.order.description, row.order.reference,
                row.order.reverses, row.order.payout, row.order.lead, row.postedByID, row.postedByName, row.postedAt, row.key,
                row.previousHash, row.hash,
            ])
    }

    /// The newest of a workspace, and the sequence that the node's next one has.
    static func end(of workspace: ID<Workspace>, in tx: some SQLReading) throws -> LedgerHead {
        let row = try tx.row(
            "SELECT number, hash, posted_at FROM ledger_transaction WHERE workspace_id = ? ORDER BY number DESC LIMIT 1", [workspace])
        guard let row else { return .origin }
        return LedgerHead(number: try row["number"], hash: Hex.encode(try row["hash"] as [UInt8]), at: try row["posted_at"])
    }

    static func nextSeq(in tx: some SQLReading) throws -> Int64 {
        try tx.value("SELECT coalesce(max(seq), 0) + 1 FROM ledger_transaction") ?? 1
    }

    static func find(_ id: ID<LedgerTransaction>, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> LedgerTransaction? {
        try read("t.id = ? AND t.workspace_id = ?", [id, workspace], limit: 1, in: tx).first
    }

    static func find(seq: Int64, in tx: some SQLReading) throws -> LedgerTransaction? {
        try read("t.seq = ?", [seq], limit: 1, in: tx).first
    }

    /// From behind a number, in the order of the chain.
    static func list(of workspace: ID<Workspace>, after number: Int64, limit: Int, in tx: some SQLReading) throws -> [LedgerTransaction] {
        try read("t.workspace_id = ? AND t.number > ?", [workspace, number], limit: limit, in: tx)
    }

    static func ids(of payout: ID<Payout>, in tx: some SQLReading) throws -> [ID<LedgerTransaction>] {
        try tx.rows("SELECT id FROM ledger_transaction WHERE payout_id = ? ORDER BY seq", [payout]).map { try $0["id"] }
    }

    /// The transaction that was posted under a key.
    static func id(key: [UInt8], of workspace: ID<Workspace>, in tx: some SQLReading) throws -> ID<LedgerTransaction>? {
        try tx.value("SELECT id FROM ledger_transaction WHERE workspace_id = ? AND key = ?", [workspace, key])
    }

    static func isReversed(_ id: ID<LedgerTransaction>, in tx: some SQLReading) throws -> Bool {
        try tx.row("SELECT 1 FROM ledger_transaction WHERE reverses = ?", [id]) != nil
    }

    /// The newest transaction of the node that was posted at `moment` or before.
    static func seq(at moment: Timestamp, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> Int64 {
        // Moments of a workspace's numbers never go back, so the first later one ends the search.
        try tx.value(
            """
            SELECT seq FROM ledger_transaction WHERE workspace_id = ? AND posted_at <= ? ORDER BY number DESC LIMIT 1
            """, [workspace, moment]) ?? 0
    }

    private static func read(
        _ condition: String, _ arguments: [any SQLConvertible], limit: Int, in tx: some SQLReading
    ) throws -> [LedgerTransaction] {
        let rows = try tx.rows(
            """
            SELECT t.*, p.name AS person_name, r.id AS reversed_by FROM ledger_transaction AS t
            LEFT JOIN person AS p ON p.id = t.posted_by_id LEFT JOIN ledger_transaction AS r ON r.reverses = t.id
            WHERE \(condition) ORDER BY t.seq LIMIT ?
            """, arguments + [limit])
        return try rows.map { row in
            let id: ID<LedgerTransaction> = try row["id"]
            return LedgerTransaction(
                id: id, number: try row["number"], date: try row["day"], description: try row["description"],
                reference: try row["reference"], entries: try entries(of: try row["seq"], id, in: tx), reverses: try row["reverses"],
                reversedBy: try row["reversed_by"], payoutId: try row["payout_id"], leadId: try row["lead_id"],
                hash: Hex.encode(try row["hash"] as [UInt8]), previousHash: Hex.encode(try row["previous_hash"] as [UInt8]),
                postedById: try row["posted_by_id"], postedByName: try row["posted_by_name"] ?? row["person_name"],
                postedAt: try row["posted_at"])
        }
    }

    private static func entries(
        of seq: Int64, _ transaction: ID<LedgerTransaction>, in tx: some SQLReading
    ) throws -> [LedgerEntry] {
        try tx.rows(
            """
            SELECT e.position, e.currency, e.amount, e.memo, a.id, a.code FROM ledger_entry AS e
            JOIN ledger_account AS a ON a.number = e.account WHERE e.transaction_seq = ? ORDER BY e.position
            """, [seq]
        ).map { row in
            LedgerEntry(
                id: ID(of: transaction, position: try row["position"]), accountId: try row["id"], accountCode: try row["code"],
                amount: Money(try row["amount"], try row["currency"]), memo: try row["memo"])
        }
    }
}
