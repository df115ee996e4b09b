package import Primitives

/// What someone wants to post.
package struct LedgerPosting: Sendable, Codable, Hashable {
    package struct Line: Sendable, Codable, Hashable {
        package let accountId: String?
        package let accountCode: String?
        package let amount: Money
        package let memo: String?

        package init(accountId: String? = nil, accountCode: String? = nil, amount: Money, memo: String? = nil) {
            self.accountId = accountId
            self.accountCode = accountCode
            self.amount = amount
            self.memo = memo
        }
    }

    package let date: String
    package let description: String
    package let reference: String?
    package let entries: [Line]

    package init(date: String, description: String, reference: String? = nil, entries: [Line]) {
        self.date = date
        self.description = description
        self.reference = reference
        self.entries = entries
    }

    static let entryCounts = 2...100
    static let descriptionLimit = 500
    static let referenceLimit = 100
    static let memoLimit = 200
}

/// How a transaction is taken back.
package struct LedgerReversal: Sendable, Codable, Hashable {
    package let date: String
    package let description: String

    package init(date: String, description: String) {
        self.date = date
        self.description = description
    }
}
