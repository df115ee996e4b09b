/// The books are whole: every number, hash and sum is read again, and nothing is written.
struct BooksCheck {
    let client: SmokeClient

    func run() async throws -> String {
        let answer = try await client.post("/api/v1/ledger/verification").expecting(200, 403)
        guard answer.status == 200 else { return "not read: this token may not see the books" }
        let found = try answer.json(SmokeBody.LedgerVerification.self)
        guard found.ok else { throw NodeFault("the books are not whole: \(found.fault ?? "no reason given")") }
        return "\(found.transactions) transactions, the chain is whole"
    }
}
