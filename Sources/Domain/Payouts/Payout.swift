package import Identity
package import Primitives

/// What somebody is to be paid: raised by a rule when a lead was won, or by hand.
package struct Payout: Hashable, Sendable, Decodable {
    package let id: ID<Payout>
    package var leadId: ID<Lead>?
    /// What the lead was called then.
    package var leadCompany: String?
    /// The rule that raised it; `nil` for one by hand.
    package let ruleId: ID<CommissionRule>?
    package let personId: ID<Person>
    package let personName: String
    /// Negative where it takes back what was paid.
    package let amount: Money
    package var state: PayoutState
    package let description: String?
    /// Why it is void.
    package var reason: String?
    /// The paid one that this one takes back.
    package let clawsBack: ID<Payout>?
    package let createdById: ID<Person>?
    package var approvedById: ID<Person>?
    package var approvedAt: Timestamp?
    package var paidById: ID<Person>?
    package var paidAt: Timestamp?
    /// How it was paid, and on which day.
    package var reference: String?
    package var paidOn: Day?
    package var voidedById: ID<Person>?
    package var voidedAt: Timestamp?
    /// The transactions of its steps, in their order.
    package var transactions: [ID<LedgerTransaction>]
    package var version: Int64
    package let createdAt: Timestamp
    package var updatedAt: Timestamp
}

extension Payout: Sampled {
    package static var sample: Self {
        Self(
            id: ID(), leadId: ID(), leadCompany: "Acme", ruleId: ID(), personId: ID(), personName: "Ada", amount: .sample, state: .approved,
            description: "Bonus", reason: "Agreed otherwise", clawsBack: ID(), createdById: ID(), approvedById: ID(), approvedAt: .now(),
            paidById: ID(), paidAt: .now(), reference: "SEPA 2030-014", paidOn: .sample, voidedById: ID(), voidedAt: .now(),
            transactions: [ID()], version: 1, createdAt: .now(), updatedAt: .now())
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("leadId", leadId)
            json.member("leadCompany", leadCompany)
            json.member("ruleId", ruleId)
            json.member("personId", personId)
            json.member("personName", personName)
            json.member("amount", amount)
            json.member("state", state)
            json.member("description", description)
            json.member("reason", reason)
            json.member("clawsBack", clawsBack)
            json.member("createdById", createdById)
            json.member("approvedById", approvedById)
            json.member("approvedAt", approvedAt)
            json.member("paidById", paidById)
            json.member("paidAt", paidAt)
            json.member("reference", reference)
            json.member("paidOn", paidOn)
            json.member("voidedById", voidedById)
            json.member("voidedAt", voidedAt)
            json.member("transactions", array: transactions)
            json.member("version", version)
            json.member("createdAt", createdAt)
            json.member("updatedAt", updatedAt)
        }
    }
}
