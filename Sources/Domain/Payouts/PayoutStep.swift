import DataStore
import Identity
import Primitives

/// What a change of a payout posts, within one write.
struct PayoutStep {
    let ledger: Ledger
    let workspace: Workspace
    let poster: LedgerPoster
    let now: Timestamp
    let trace: TraceID
    let tx: WriteTransaction

    init(ledger: Ledger, poster: LedgerPoster, now: Timestamp, trace: TraceID, tx: WriteTransaction) throws {
        guard let workspace = try Workspaces.find(poster.workspaceID, in: tx) else {
            throw Failure(.notFound, "There is no such workspace.")
        }
        (self.ledger, self.workspace, self.poster) = (ledger, workspace, poster)
        (self.now, self.trace, self.tx) = (now, trace, tx)
    }

    var today: Day { workspace.day(at: now) }
    var words: PayoutWords { PayoutWords(language: workspace.language) }

    func post(_ payout: Payout, _ description: String, on day: Day, lines: [LedgerOrder.Line]) throws {
        let order = LedgerOrder(
            day: day, description: description, reference: payout.reference, lines: lines, payout: payout.id, lead: payout.leadId)
        try inBooks { _ = try ledger.post(order, by: poster, trace: trace, in: tx) }
    }

    /// The opposite of what approving it posted.
    func takeBack(_ payout: Payout) throws {
        guard let id = payout.transactions.first, let approval = try LedgerTransactionRows.find(id, of: poster.workspaceID, in: tx) else {
            throw StoreError(.unreadableRow, "payout \(payout.id) is approved and in no books")
        }
        try inBooks {
            _ = try ledger.reverse(
                approval, on: today, description: words.voided(payout), by: poster, key: nil, trace: trace, in: tx)
        }
    }

    /// The expense against what is payable to the person.
    func owing(_ payout: Payout) throws -> [LedgerOrder.Line] {
        let expense = try ledger.account("COMMISSIONS", words.commissions, .expense, in: poster.workspaceID, tx)
        return try lines(payout, from: payable(to: payout.personId), to: expense)
    }

    /// What is payable to the person against the bank.
    func paying(_ payout: Payout) throws -> [LedgerOrder.Line] {
        let bank = try ledger.account("BANK", words.bank, .asset, in: poster.workspaceID, tx)
        return try lines(payout, from: bank, to: payable(to: payout.personId))
    }

    private func payable(to person: ID<Person>) throws -> LedgerAccountRow {
        let code = Self.payableCode(of: person)
        if let own = try LedgerAccountRows.find(code: code, of: poster.workspaceID, in: tx) { return own }
        // Somebody who came with their workspace from another node has the account that they had there.
        return try LedgerAccountRows.payable(to: person, of: poster.workspaceID, in: tx)
            ?? ledger.account(code, words.payable, .liability, of: person, in: poster.workspaceID, tx)
    }

    private func lines(_ payout: Payout, from credit: LedgerAccountRow, to debit: LedgerAccountRow) throws -> [LedgerOrder.Line] {
        let (opposite, isPast) = Int64(0).subtractingReportingOverflow(payout.amount.amount)
        guard !isPast else { throw Failure(.conflict, "The amount is past what can be counted.") }
        return [
            LedgerOrder.Line(account: debit, amount: payout.amount),
            LedgerOrder.Line(account: credit, amount: Money(opposite, payout.amount.currency)),
        ]
    }

    /// The code of the account of what is payable to a person: its id without dashes, which fits.
    static func payableCode(of person: ID<Person>) -> String {
        "PAYABLE:" + person.digits.uppercased()
    }

    /// A fault of a posting is none of what the caller sent.
    private func inBooks(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch let failure as Failure where failure.code == .invalidRequest {
            throw Failure(.conflict, "The books do not take this: \(failure.fields.map(\.message).joined(separator: " "))")
        }
    }
}
