import DataStore
package import Identity
package import Primitives
import Realtime

/// What people are to be paid: seen, raised by hand, approved, paid, voided. Each change is one write.
///
/// - Throws: ``Failure`` `forbidden`, and `notFound` also for what is somebody else's.
package struct Payouts: Sendable {
    package static let pageLimit = 200

    let ledger: Ledger
    let notifications: Notifications

    package init(ledger: Ledger, notifications: Notifications) {
        self.ledger = ledger
        self.notifications = notifications
    }

    /// One page of payouts, the newest first; without `ledger.read` one's own.
    ///
    /// - Throws: besides, `invalidRequest` for a cursor that no page of this query gave out.
    package func list(_ query: PayoutQuery, for principal: Principal, cursor: String?, limit: Int) async throws -> PayoutPage {
        let query = try Self.own(query, of: principal)
        let before = try cursor.map { try BoundCursor.place(in: $0, for: query) { ID<Payout>($0) } }
        return try await ledger.store.read { tx in
            let found = try PayoutRows.list(query, of: principal.workspaceID, before: before, limit: limit + 1, in: tx)
            let items = Array(found.prefix(limit))
            let next = found.count > limit ? items.last.map { BoundCursor.text(of: $0.id.description, for: query) } : nil
            return PayoutPage(items: items, next: next, totals: try PayoutRows.totals(query, of: principal.workspaceID, in: tx))
        }
    }

    package func find(_ id: ID<Payout>, for principal: Principal) async throws -> Payout {
        try principal.require(.payoutsRead)
        return try await ledger.store.read { try Self.find(id, for: principal, in: $0) }
    }

    /// Raises a payout by hand, once for a key.
    ///
    /// - Throws: besides, `idempotencyKeyRequired`, `invalidRequest` with each fault, `idempotencyKeyReused`.
    package func create(_ draft: PayoutDraft, key: IdempotencyKey?, act: Act) async throws -> Payout {
        let principal = try act.requirePrincipal()
        try principal.require(.payoutsManage)
        let key = try IdempotencyKeys.require(key)
        return try await ledger.store.write { [self] tx in
            let (now, operation) = (ledger.clock.now().onTheWire, "payouts.create")
            return try IdempotencyKeys.once(key, operation: operation, input: draft, by: principal, at: now, in: tx) {
                let mark = IdempotencyKeys.mark(key, operation: operation, by: principal)
                if let known = try PayoutRows.id(key: mark, of: principal.workspaceID, in: tx) {
                    throw Failure(
                        .idempotencyKeyReused, "A payout was raised under this Idempotency-Key before.",
                        members: ["payoutId": .string(known.description)])
                }
                let (payout, lead) = try payout(draft, by: principal, at: now, in: tx)
                try insert(
                    payout, project: lead?.projectId, key: mark, by: ChangeActor(principal), in: principal.workspaceID, act.traceID, tx)
                try Self.audit(.payoutCreated, payout, act, now, tx)
                return payout
            }
        }
    }

    private func payout(
        _ draft: PayoutDraft, by principal: Principal, at now: Timestamp, in tx: some SQLReading
    ) throws -> (Payout, Lead?) {
        var check = FieldCheck()
        let person = ID<Person>(draft.personId)
        let payee = try person.flatMap { try People.find($0, of: principal.workspaceID, in: tx) }
        if payee == nil { check.add("/personId", "This workspace has no such member.") }
        if draft.amount.amount <= 0 { check.add("/amount/amount", "An amount above zero. What takes money back is posted to the ledger.") }
        let description = check.line(draft.description, "/description", limit: PayoutDraft.descriptionLimit)
        if description == nil { check.add("/description", "Say what it is for.") }
        let lead = try draft.leadId.flatMap { ID<Lead>($0) }.flatMap { try LeadRows.find($0, of: principal.workspaceID, in: tx) }
        if draft.leadId != nil, lead == nil { check.add("/leadId", "There is no such lead in this workspace.") }
        try check.finish("The payout was not raised.")
        guard let payee else { throw Failure(.invalidRequest, "The payout was not raised.") }
        let payout = Payout(
            amount: draft.amount, of: payee, lead: lead, rule: nil, description: description, clawsBack: nil, by: principal.personID,
            at: now)
        return (payout, lead)
    }

    // MARK: Within a write

    func insert(
        _ payout: Payout, project: ID<Project>?, key: [UInt8]?, by actor: ChangeActor, in workspace: ID<Workspace>, _ trace: TraceID,
        _ tx: WriteTransaction
    ) throws {
        try PayoutRows.insert(payout, project: project, key: key, of: workspace, in: tx)
        try tell(payout, by: actor, in: workspace, trace, tx)
    }

    /// Tells the person; and all by `payout.updated`: who hears that may not know amounts, so none is in it.
    func tell(
        _ payout: Payout, by actor: ChangeActor, in workspace: ID<Workspace>, _ trace: TraceID, _ tx: WriteTransaction
    ) throws {
        var payload = JSONWriter()
        payload.object { json in
            json.member("payoutId", payout.id)
            json.member("state", payout.state)
            json.member("version", payout.version)
            json.member("updatedAt", payout.updatedAt)
        }
        try ledger.log.append(
            EventEnvelope(
                .payoutUpdated, traceID: trace, actorID: actor.personID.map { ID<Subject>($0) }, workspaceID: workspace,
                entityID: payout.id, entityVersion: payout.version, payload: JSONText(payload), emittedAt: ledger.clock.now()),
            rooms: [.workspace(workspace)], in: tx)
        try notifications.add(
            .payout, to: payout.personId, of: workspace,
            subject: NotificationSubject(
                .payout, payout.id, lead: payout.leadId, title: payout.leadCompany ?? payout.description ?? payout.personName),
            data: ["state": .string(payout.state.rawValue)], by: actor, trace: trace, in: tx)
    }

    static func find(_ id: ID<Payout>, for principal: Principal, in tx: some SQLReading) throws -> Payout {
        guard let payout = try PayoutRows.find(id, of: principal.workspaceID, in: tx),
            principal.may(.ledgerRead) || payout.personId == principal.personID
        else { throw Failure(.notFound, "There is no such payout in this workspace.") }
        return payout
    }

    static func audit(_ action: AuditAction, _ payout: Payout, _ act: Act, _ now: Timestamp, _ tx: WriteTransaction) throws {
        try AuditLog.append(
            AuditEntry(
                action, on: AuditSubject("payout", id: payout.id, label: payout.personName), in: act.principal?.workspaceID,
                after: [
                    "amount": .integer(payout.amount.amount), "currency": .string(payout.amount.currency.code),
                    "state": .string(payout.state.rawValue),
                ], act: act, at: now), in: tx)
    }

    /// Narrowed to what the principal may see.
    static func own(_ query: PayoutQuery, of principal: Principal) throws -> PayoutQuery {
        try principal.require(.payoutsRead)
        guard !principal.may(.ledgerRead) else { return query }
        guard let person = principal.personID, query.person ?? person == person else { try principal.require(.ledgerRead); return query }
        var query = query
        query.person = person
        return query
    }
}

extension Payout {
    /// A new one, pending.
    init(
        amount: Money, of person: Person, lead: Lead?, rule: ID<CommissionRule>?, description: String?, clawsBack: ID<Payout>?,
        by creator: ID<Person>?, at now: Timestamp
    ) {
        self.init(
            id: ID(at: now), leadId: lead?.id, leadCompany: lead?.company, ruleId: rule, personId: person.id,
            personName: person.name.description, amount: amount, state: .pending, description: description, reason: nil,
            clawsBack: clawsBack, createdById: creator, approvedById: nil, approvedAt: nil, paidById: nil, paidAt: nil, reference: nil,
            paidOn: nil, voidedById: nil, voidedAt: nil, transactions: [], version: 1, createdAt: now, updatedAt: now)
    }
}
