package import Identity
package import Primitives

/// What somebody was owed and paid in a time, as the books have it. Amounts are as the person sees them: positive is owed to them.
package struct Statement: Hashable, Sendable {
    package struct Line: Hashable, Sendable {
        package let date: Day
        /// Of the transaction.
        package let number: Int64
        package let description: String
        package let reference: String?
        package let payoutId: ID<Payout>?
        package let leadId: ID<Lead>?
        package let leadCompany: String?
        package let amount: Money
        /// What is owed after it.
        package let balance: Money
    }

    /// The part of one currency.
    package struct Section: Hashable, Sendable {
        package let currency: Currency
        package let opening: Money
        package let lines: [Line]
        package let closing: Money
    }

    package let personId: ID<Person>
    package let personName: String
    package let from: Day
    package let to: Day
    /// By the codes of their currencies.
    package let sections: [Section]
}

extension Statement: Sampled {
    package static var sample: Self {
        Self(personId: ID(), personName: "Ada", from: .sample, to: .sample, sections: [.sample])
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member(
                "person",
                object: { json in
                    json.member("id", personId)
                    json.member("name", personName)
                })
            json.member("from", from)
            json.member("to", to)
            json.member("currencies", array: sections)
        }
    }
}

extension Statement.Section: Sampled {
    package static var sample: Self { Self(currency: .sample, opening: .sample, lines: [.sample], closing: .sample) }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("currency", currency)
            json.member("opening", opening)
            json.member("lines", array: lines)
            json.member("closing", closing)
        }
    }
}

extension Statement.Line: Sampled {
    package static var sample: Self {
        Self(
            date: .sample, number: 1, description: "Commission approved", reference: "2026-014", payoutId: ID(), leadId: ID(),
            leadCompany: "Acme", amount: .sample, balance: .sample)
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("date", date)
            json.member("number", number)
            json.member("description", description)
            json.member("reference", reference)
            json.member("payoutId", payoutId)
            json.member("leadId", leadId)
            json.member("leadCompany", leadCompany)
            json.member("amount", amount)
            json.member("balance", balance)
        }
    }
}
