package import Primitives

/// One line of a transaction: what goes into an account (positive, debit) or out of it (negative, credit).
package struct LedgerEntry: Hashable, Sendable, Decodable {
    package let id: ID<LedgerEntry>
    package let accountId: ID<LedgerAccount>
    package let accountCode: String
    package let amount: Money
    package let memo: String?
}

extension LedgerEntry: Sampled {
    package static var sample: Self { Self(id: ID(), accountId: ID(), accountCode: "BANK", amount: .sample, memo: "Invoice 12") }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("accountId", accountId)
            json.member("accountCode", accountCode)
            json.member("amount", amount)
            json.member("memo", memo)
        }
    }
}

extension ID<LedgerEntry> {
    /// Follows from the transaction's, which is drawn by chance: an entry has no row of its own to keep one in.
    init(of transaction: ID<LedgerTransaction>, position: Int) {
        self.init(high: transaction.high, low: transaction.low &+ UInt64(position))
    }
}
