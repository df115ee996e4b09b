import DataStore
package import Identity
package import Primitives

/// The steps of a payout. Each is based on the version that the caller has seen, and done once for a key.
///
/// - Throws: ``Failure`` `idempotencyKeyRequired`, `versionRequired`, `staleVersion`, `payoutState`, `secondPersonNeeded`, `conflict` for
///   what the books do not take.
extension Payouts {
    /// Owes the person the amount: the expense grows, and so does what is payable to them.
    package func approve(_ id: ID<Payout>, version: Int64?, key: IdempotencyKey?, act: Act) async throws -> Payout {
        try await step(id, .payoutApproved, from: [.pending], input: "", version, key, act) { payout, step in
            try step.requireOther(than: [payout.createdById, payout.personId], "raised it, or is paid")
            payout.state = .approved
            payout.approvedById = step.principal.personID
            payout.approvedAt = step.now
            try step.step.post(payout, step.words.approved(payout), on: step.today, lines: step.step.owing(payout))
        }
    }

    /// Notes that the person was paid: out of the bank, and payable no more.
    ///
    /// - Throws: besides, `invalidRequest`.
    package func pay(
        _ id: ID<Payout>, _ payment: PayoutPayment, version: Int64?, key: IdempotencyKey?, act: Act
    ) async throws -> Payout {
        try await step(id, .payoutPaid, from: [.approved], input: payment, version, key, act) { payout, step in
            try step.requireOther(than: [payout.approvedById], "approved it")
            var check = FieldCheck()
            let day = try ledger.day(payment.date, "/date", of: step.principal.workspaceID, &check, in: step.tx)
            payout.reference = check.line(payment.reference, "/reference", limit: LedgerPosting.referenceLimit)
            try check.finish("The payment was not noted.")
            payout.state = .paid
            payout.paidById = step.principal.personID
            payout.paidAt = step.now
            payout.paidOn = day
            try step.step.post(payout, step.words.paid(payout), on: day, lines: step.step.paying(payout))
        }
    }

    /// Gives a payout up; one that is owed already is taken out of the books by the opposite transaction.
    ///
    /// - Throws: besides, `invalidRequest` without a reason.
    package func void(
        _ id: ID<Payout>, _ voiding: PayoutVoiding, version: Int64?, key: IdempotencyKey?, act: Act
    ) async throws -> Payout {
        try await step(id, .payoutVoided, from: [.pending, .approved], input: voiding, version, key, act) { payout, step in
            var check = FieldCheck()
            let reason = check.line(voiding.reason, "/reason", limit: PayoutVoiding.reasonLimit)
            if reason == nil { check.add("/reason", "Say why.") }
            try check.finish("The payout was not voided.")
            try void(&payout, because: reason ?? "", step.step)
        }
    }

    func void(_ payout: inout Payout, because reason: String, _ step: PayoutStep) throws {
        if payout.state == .approved { try step.takeBack(payout) }
        payout.state = .void
        payout.reason = reason
        payout.voidedById = step.poster.personID
        payout.voidedAt = step.now
    }

    /// Keeps what a step made of a payout, and tells it.
    func keep(_ payout: Payout, by actor: ChangeActor, _ step: PayoutStep) throws -> Payout {
        var payout = payout
        payout.version += 1
        payout.updatedAt = step.now
        try PayoutRows.update(payout, in: step.tx)
        payout.transactions = try LedgerTransactionRows.ids(of: payout.id, in: step.tx)
        try tell(payout, by: actor, in: step.poster.workspaceID, step.trace, step.tx)
        return payout
    }

    private struct Input<Order: Encodable>: Encodable {
        let version: Int64?
        let order: Order
    }

    private func step(
        _ id: ID<Payout>, _ action: AuditAction, from states: [PayoutState], input: some Encodable & Sendable, _ version: Int64?,
        _ key: IdempotencyKey?, _ act: Act, _ change: @escaping @Sendable (inout Payout, PrincipalStep) throws -> Void
    ) async throws -> Payout {
        let principal = try act.requirePrincipal()
        try principal.require(.payoutsManage)
        let key = try IdempotencyKeys.require(key)
        return try await ledger.store.write { [self] tx in
            let now = ledger.clock.now().onTheWire
            return try IdempotencyKeys.once(
                key, operation: "\(action.rawValue).\(id)", input: Input(version: version, order: input), by: principal, at: now, in: tx
            ) {
                var payout = try Self.find(id, for: principal, in: tx)
                try BaseVersion.require(version, is: payout.version, of: payout)
                guard states.contains(payout.state) else {
                    throw Failure(
                        .payoutState, "The payout is \(payout.state.rawValue), so this can't be done with it.",
                        members: ["state": .string(payout.state.rawValue)])
                }
                let step = try PayoutStep(ledger: ledger, poster: LedgerPoster(principal), now: now, trace: act.traceID, tx: tx)
                try change(&payout, PrincipalStep(step: step, principal: principal))
                payout = try keep(payout, by: ChangeActor(principal), step)
                try Self.audit(action, payout, act, now, tx)
                return payout
            }
        }
    }
}

/// A step that somebody takes.
@dynamicMemberLookup
struct PrincipalStep {
    let step: PayoutStep
    let principal: Principal

    subscript<Value>(dynamicMember member: KeyPath<PayoutStep, Value>) -> Value { step[keyPath: member] }

    /// - Throws: ``Failure`` `secondPersonNeeded` when the workspace wants two people, and whoever acts is one of `others` or no person.
    func requireOther(than others: [ID<Person>?], _ role: String) throws {
        guard step.workspace.payoutsNeedTwo else { return }
        guard let person = principal.personID else {
            throw Failure(.secondPersonNeeded, "This workspace wants two people for a payout, and a key is nobody. Sign in for this.")
        }
        guard !others.contains(person) else {
            throw Failure(.secondPersonNeeded, "This workspace wants another person for this than the one who \(role).")
        }
    }
}
