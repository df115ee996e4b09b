import DataStore
import Domain
import Identity
import Primitives

/// Makes the chain of a masked copy's books anew, for what its hashes go over is made up.
struct MaskedLedger {
    let masking: Masking
    let workspace: ID<Workspace>
    private var previous = LedgerChain.origin

    init(masking: Masking, workspace: ID<Workspace>) {
        self.masking = masking
        self.workspace = workspace
    }

    /// - Parameter row: of a transaction, masked but for its hashes. Its number stands in the place of its place in the node.
    mutating func seal(_ row: inout [String: SQLValue], in tx: ReadTransaction) throws {
        func text(_ name: String) -> String? { row[name]?.text }
        func integer(_ name: String) -> Int64 { if case .integer(let integer) = row[name] { integer } else { 0 } }
        var chain = LedgerChain()
        chain.begin(
            LedgerChain.Link(
                workspace: workspace.description, number: integer("number"), id: text("id") ?? "", date: Day(number: integer("day")),
                postedAt: Timestamp(microseconds: integer("posted_at")), postedBy: text("posted_by_id"), reverses: text("reverses"),
                payout: text("payout_id"), lead: text("lead_id"), reference: text("reference"), description: text("description") ?? ""),
            after: previous)
        let entries = try tx.rows(
            """
            SELECT a.code, e.amount, e.currency, e.memo FROM ledger_transaction AS t CROSS JOIN ledger_entry AS e ON e.transaction_seq = t.seq
            JOIN ledger_account AS a ON a.number = e.account WHERE t.workspace_id = ? AND t.number = ? ORDER BY e.position
            """, [workspace, integer("number")])
        for entry in entries {
            let memo: String? = try entry["memo"]
            let code: String = try entry["code"]
            chain.add(
                account: masked(code, by: .accountCode), amount: try entry["amount"], currency: try entry["currency"],
                memo: memo.map { masked($0, by: .text) })
        }
        row["previous_hash"] = .blob(previous)
        previous = chain.hash()
        row["hash"] = .blob(previous)
    }

    private func masked(_ text: String, by mask: Mask) -> String {
        masking.value(.text(text), by: mask, in: [:]).text ?? text
    }
}
