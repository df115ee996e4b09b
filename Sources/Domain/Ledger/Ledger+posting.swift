import DataStore
package import Identity
package import Primitives
import Realtime

extension Ledger {
    /// How far ahead a transaction may be dated: a year's rent paid today, not a slip of the pen.
    private static let daysAhead: Int64 = 366

    /// Posts a transaction, once for a key.
    ///
    /// - Throws: besides, `idempotencyKeyRequired`, `invalidRequest` with each fault, `unbalanced`, `idempotencyKeyReused`.
    package func post(
        _ posting: LedgerPosting, by principal: Principal, key: IdempotencyKey?, trace: TraceID
    ) async throws -> LedgerTransaction {
        try principal.require(.ledgerPost)
        let key = try IdempotencyKeys.require(key)
        return try await store.write { [self] tx in
            let operation = "ledger.post"
            return try IdempotencyKeys.once(key, operation: operation, input: posting, by: principal, at: clock.now(), in: tx) {
                let order = try order(posting, of: principal, in: tx)
                let mark = IdempotencyKeys.mark(key, operation: operation, by: principal)
                return try post(order, by: LedgerPoster(principal), key: mark, trace: trace, in: tx)
            }
        }
    }

    /// Takes a transaction back by one with the opposite amounts.
    ///
    /// - Throws: besides, `idempotencyKeyRequired`, `invalidRequest`, `alreadyReversed`, `conflict` for one of a payout,
    ///   `idempotencyKeyReused`.
    package func reverse(
        _ id: ID<LedgerTransaction>, _ reversal: LedgerReversal, by principal: Principal, key: IdempotencyKey?, trace: TraceID
    ) async throws -> LedgerTransaction {
        try principal.require(.ledgerPost)
        let key = try IdempotencyKeys.require(key)
        return try await store.write { [self] tx in
            let operation = "ledger.reverse.\(id)"
            return try IdempotencyKeys.once(key, operation: operation, input: reversal, by: principal, at: clock.now(), in: tx) {
                let transaction = try Self.find(id, for: principal, in: tx)
                guard transaction.payoutId == nil else {
                    throw Failure(.conflict, "This transaction is a step of a payout. Void the payout, or post what mends it.")
                }
                var check = FieldCheck()
                let day = try day(reversal.date, "/date", of: principal.workspaceID, &check, in: tx)
                let description = Self.description(reversal.description, &check)
                try check.finish("The transaction was not taken back.")
                let mark = IdempotencyKeys.mark(key, operation: operation, by: principal)
                return try reverse(
                    transaction, on: day, description: description, by: LedgerPoster(principal), key: mark, trace: trace, in: tx)
            }
        }
    }

    static func find(_ id: ID<LedgerTransaction>, for principal: Principal, in tx: some SQLReading) throws -> LedgerTransaction {
        guard let transaction = try LedgerTransactionRows.find(id, of: principal.workspaceID, in: tx) else {
            throw Failure(.notFound, "There is no such transaction in this workspace.")
        }
        return transaction
    }

    // MARK: Within a write

    /// Takes back a transaction; one of a payout stays with it.
    func reverse(
        _ transaction: LedgerTransaction, on day: Day, description: String, by poster: LedgerPoster, key: [UInt8]?, trace: TraceID,
        in tx: WriteTransaction
    ) throws -> LedgerTransaction {
        if let other = transaction.reversedBy {
            throw Failure(
                .alreadyReversed, "This transaction was taken back already.", members: ["reversedBy": .string(other.description)])
        }
        let lines = try transaction.entries.map { entry in
            guard let account = try LedgerAccountRows.find(entry.accountId, of: poster.workspaceID, in: tx) else {
                throw StoreError(.unreadableRow, "entry \(entry.id) has no account")
            }
            return LedgerOrder.Line(account: account, amount: Money(-entry.amount.amount, entry.amount.currency), memo: entry.memo)
        }
        let order = LedgerOrder(
            day: day, description: description, reference: transaction.reference, lines: lines, reverses: transaction.id,
            payout: transaction.payoutId, lead: transaction.leadId)
        return try post(order, by: poster, key: key, trace: trace, in: tx)
    }

    /// Posts a transaction as the next of the workspace's chain, and tells its room.
    ///
    /// - Throws: ``Failure`` `unbalanced`, `invalidRequest` with each fault, `idempotencyKeyReused` for a key under which one was posted.
    func post(
        _ order: LedgerOrder, by poster: LedgerPoster, key: [UInt8]? = nil, trace: TraceID, in tx: WriteTransaction
    ) throws -> LedgerTransaction {
        let workspace = poster.workspaceID
        if let key, let posted = try LedgerTransactionRows.id(key: key, of: workspace, in: tx) {
            throw Failure(
                .idempotencyKeyReused, "A transaction was posted under this Idempotency-Key before.",
                members: ["transactionId": .string(posted.description)])
        }
        try LedgerBalancing.require(order, in: tx)
        let end = try LedgerTransactionRows.end(of: workspace, in: tx)
        let now = clock.now().onTheWire
        let new = NewLedgerTransaction(
            seq: try LedgerTransactionRows.nextSeq(in: tx), id: ID(at: now), workspaceID: workspace, number: end.number + 1, order: order,
            postedByID: poster.personID, postedByName: poster.name,
            // A clock that was set back must not put the chain out of order.
            postedAt: max(now, end.at ?? now), key: key, previousHash: Hex.decode(end.hash) ?? LedgerChain.origin)
        try LedgerTransactionRows.insert(new, in: tx)
        guard let transaction = try LedgerTransactionRows.find(seq: new.seq, in: tx) else {
            throw StoreError(.unreadableRow, "transaction \(new.number) is not there")
        }
        try tell(transaction, of: poster, trace, tx)
        return transaction
    }

    private func tell(_ transaction: LedgerTransaction, of poster: LedgerPoster, _ trace: TraceID, _ tx: WriteTransaction) throws {
        var payload = JSONWriter()
        payload.object { json in
            json.member("transactionId", transaction.id)
            json.member("number", transaction.number)
            json.member("hash", transaction.hash)
        }
        try log.append(
            EventEnvelope(
                .ledgerPosted, traceID: trace, actorID: poster.personID.map { ID<Subject>($0) }, workspaceID: poster.workspaceID,
                entityID: transaction.id, entityVersion: 1, payload: JSONText(payload), emittedAt: clock.now()),
            rooms: [.workspace(poster.workspaceID)], in: tx)
    }

    // MARK: What was asked for

    private func order(_ posting: LedgerPosting, of principal: Principal, in tx: some SQLReading) throws -> LedgerOrder {
        let workspace = principal.workspaceID
        var check = FieldCheck()
        let day = try day(posting.date, "/date", of: workspace, &check, in: tx)
        let description = Self.description(posting.description, &check)
        let reference = check.line(posting.reference, "/reference", limit: LedgerPosting.referenceLimit)
        let counts = LedgerPosting.entryCounts
        if !counts.contains(posting.entries.count) {
            check.add("/entries", "\(counts.lowerBound) to \(counts.upperBound) entries.")
        }
        var lines: [LedgerOrder.Line] = []
        for (index, line) in posting.entries.prefix(counts.upperBound).enumerated() {
            let memo = check.line(line.memo, "/entries/\(index)/memo", limit: LedgerPosting.memoLimit)
            guard let account = try account(of: line, "/entries/\(index)", workspace, &check, in: tx) else { continue }
            lines.append(LedgerOrder.Line(account: account, amount: line.amount, memo: memo))
        }
        try check.finish("The transaction was not posted.")
        return LedgerOrder(day: day, description: description, reference: reference, lines: lines)
    }

    private func account(
        of line: LedgerPosting.Line, _ pointer: String, _ workspace: ID<Workspace>, _ check: inout FieldCheck, in tx: some SQLReading
    ) throws -> LedgerAccountRow? {
        switch (line.accountId, line.accountCode) {
        case (let id?, nil):
            if let id = ID<LedgerAccount>(id), let account = try LedgerAccountRows.find(id, of: workspace, in: tx) { return account }
            check.add("\(pointer)/accountId", "There is no such account.")
        case (nil, let code?):
            if let account = try LedgerAccountRows.find(code: code, of: workspace, in: tx) { return account }
            check.add("\(pointer)/accountCode", "There is no account with this code.")
        default: check.add(pointer, "Name the account by accountId or by accountCode.")
        }
        return nil
    }

    func day(
        _ text: String, _ pointer: String, of workspace: ID<Workspace>, _ check: inout FieldCheck, in tx: some SQLReading
    ) throws -> Day {
        let today = try Workspaces.find(workspace, in: tx)?.day(at: clock.now()) ?? Day(of: clock.now())
        guard let day = Day(text) else {
            check.add(pointer, "This is not a day. Write it like 2030-01-31.")
            return today
        }
        if day > today + Self.daysAhead { check.add(pointer, "At most \(Self.daysAhead) days ahead.") }
        return day
    }

    private static func description(_ text: String, _ check: inout FieldCheck) -> String {
        let description = check.line(text, "/description", limit: LedgerPosting.descriptionLimit)
        if description == nil { check.add("/description", "Say what it is.") }
        return description ?? ""
    }
}
