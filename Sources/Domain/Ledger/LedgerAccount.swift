package import Identity
package import Primitives

/// One account of a workspace's books.
package struct LedgerAccount: Hashable, Sendable, Decodable {
    package let id: ID<LedgerAccount>
    /// What it is known by, once in a workspace; never changes, for the chain is over it.
    package let code: String
    package var name: String
    package let kind: LedgerAccountKind
    /// Of whom it is, where it is somebody's.
    package let personId: ID<Person>?
    /// The one that it takes; `nil` takes any.
    package let currency: Currency?
    /// Since then it takes no more entries.
    package var closedAt: Timestamp?
    /// What it holds, a currency each, in the order of their codes; debits are positive.
    package var balances: [Money]
    package var version: Int64
    package let createdAt: Timestamp
    package var updatedAt: Timestamp
}

extension LedgerAccount: Sampled {
    package static var sample: Self {
        Self(
            id: ID(), code: "BANK", name: "Bank", kind: .asset, personId: ID(), currency: .sample, closedAt: .now(), balances: [.sample],
            version: 1, createdAt: .now(), updatedAt: .now())
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("code", code)
            json.member("name", name)
            json.member("kind", kind)
            json.member("personId", personId)
            json.member("currency", currency)
            json.member("closedAt", closedAt)
            json.member("balances", array: balances)
            json.member("version", version)
            json.member("createdAt", createdAt)
            json.member("updatedAt", updatedAt)
        }
    }
}
