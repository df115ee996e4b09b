import Identity
package import Primitives

/// A payout that somebody raises by hand.
package struct PayoutDraft: Sendable, Codable, Hashable {
    package let personId: String
    package let amount: Money
    package let description: String
    package let leadId: String?

    package init(personId: String, amount: Money, description: String, leadId: String? = nil) {
        self.personId = personId
        self.amount = amount
        self.description = description
        self.leadId = leadId
    }

    static let descriptionLimit = 500
}

/// How and when a payout was paid.
package struct PayoutPayment: Sendable, Codable, Hashable {
    package let reference: String?
    package let date: String

    package init(reference: String?, date: String) {
        self.reference = reference
        self.date = date
    }
}

/// Why a payout is void.
package struct PayoutVoiding: Sendable, Codable, Hashable {
    package let reason: String

    package init(reason: String) {
        self.reason = reason
    }

    static let reasonLimit = 500
}
