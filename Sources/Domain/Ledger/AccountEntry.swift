package import Primitives

/// A line of an account: an entry with the transaction that it is of.
package struct AccountEntry: Hashable, Sendable {
    package let id: ID<LedgerEntry>
    package let transactionId: ID<LedgerTransaction>
    package let number: Int64
    package let date: Day
    package let description: String
    package let reference: String?
    package let amount: Money
    package let memo: String?
    package let payoutId: ID<Payout>?
    package let leadId: ID<Lead>?
}

extension AccountEntry: Sampled {
    package static var sample: Self {
        Self(
            id: ID(), transactionId: ID(), number: 1, date: .sample, description: "Commission approved", reference: "2026-014",
            amount: .sample, memo: "Invoice 12", payoutId: ID(), leadId: ID())
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("transactionId", transactionId)
            json.member("number", number)
            json.member("date", date)
            json.member("description", description)
            json.member("reference", reference)
            json.member("amount", amount)
            json.member("memo", memo)
            json.member("payoutId", payoutId)
            json.member("leadId", leadId)
        }
    }
}
