package import Identity
package import Primitives

/// A posted transaction: entries that sum to zero in every currency, and a link of the workspace's chain.
package struct LedgerTransaction: Hashable, Sendable, Decodable {
    package let id: ID<LedgerTransaction>
    /// Counts from 1 within a workspace, without gaps.
    package let number: Int64
    /// To which day of business it belongs.
    package let date: Day
    package let description: String
    package let reference: String?
    package let entries: [LedgerEntry]
    /// The transaction that this one takes back, and the one that takes this back.
    package let reverses: ID<LedgerTransaction>?
    package let reversedBy: ID<LedgerTransaction>?
    package let payoutId: ID<Payout>?
    package let leadId: ID<Lead>?
    /// SHA-256 in hexadecimal digits, over the hash before it and the text of ``LedgerChain``.
    package let hash: String
    package let previousHash: String
    package let postedById: ID<Person>?
    /// `nil` once the person is gone from the node.
    package let postedByName: String?
    package let postedAt: Timestamp
}

extension LedgerTransaction: Sampled {
    package static var sample: Self {
        Self(
            id: ID(), number: 1, date: .sample, description: "Commission approved", reference: "2026-014", entries: [.sample],
            reverses: ID(), reversedBy: ID(), payoutId: ID(), leadId: ID(), hash: String(repeating: "0", count: 64),
            previousHash: String(repeating: "0", count: 64), postedById: ID(), postedByName: "Ada", postedAt: .now())
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("number", number)
            json.member("date", date)
            json.member("description", description)
            json.member("reference", reference)
            json.member("entries", array: entries)
            json.member("reverses", reverses)
            json.member("reversedBy", reversedBy)
            json.member("payoutId", payoutId)
            json.member("leadId", leadId)
            json.member("hash", hash)
            json.member("previousHash", previousHash)
            json.member("postedById", postedById)
            json.member("postedByName", postedByName)
            json.member("postedAt", postedAt)
        }
    }
}
