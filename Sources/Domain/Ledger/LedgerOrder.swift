import Primitives

/// A transaction that is to be posted: its texts are clean, its accounts are known. Whether it balances is seen when it is posted.
struct LedgerOrder {
    struct Line {
        let account: LedgerAccountRow
        let amount: Money
        var memo: String?
    }

    let day: Day
    let description: String
    var reference: String?
    var lines: [Line]
    var reverses: ID<LedgerTransaction>?
    var payout: ID<Payout>?
    var lead: ID<Lead>?
}
