import Identity
import Primitives

/// A transaction on its way into the books, with its place in them.
struct NewLedgerTransaction {
    let seq: Int64
    let id: ID<LedgerTransaction>
    let workspaceID: ID<Workspace>
    let number: Int64
    let order: LedgerOrder
    let postedByID: ID<Person>?
    /// What a program is called; a person's name is read where it is shown, so that it goes with the person.
    let postedByName: String?
    let postedAt: Timestamp
    /// Of whom and for what it must not be posted twice.
    let key: [UInt8]?
    let previousHash: [UInt8]

    var hash: [UInt8] {
        var chain = LedgerChain()
        chain.begin(
            LedgerChain.Link(
                workspace: workspaceID.description, number: number, id: id.description, date: order.day, postedAt: postedAt,
                postedBy: postedByID?.description, reverses: order.reverses?.description, payout: order.payout?.description,
                lead: order.lead?.description, reference: order.reference, description: order.description), after: previousHash)
        for line in order.lines {
            chain.add(account: line.account.code, amount: line.amount.amount, currency: line.amount.currency.code, memo: line.memo)
        }
        return chain.hash()
    }
}
