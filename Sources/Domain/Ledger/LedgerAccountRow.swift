import Identity
import Primitives

/// An account as it is kept, without what it holds.
struct LedgerAccountRow {
    /// By which entries know it.
    let number: Int64
    let id: ID<LedgerAccount>
    let workspaceID: ID<Workspace>
    let code: String
    var name: String
    let kind: LedgerAccountKind
    let personID: ID<Person>?
    let currency: Currency?
    var closedAt: Timestamp?
    var version: Int64
    let createdAt: Timestamp
    var updatedAt: Timestamp

    func account(holding balances: [Money]) -> LedgerAccount {
        LedgerAccount(
            id: id, code: code, name: name, kind: kind, personId: personID, currency: currency, closedAt: closedAt, balances: balances,
            version: version, createdAt: createdAt, updatedAt: updatedAt)
    }
}
