import DataStore
package import Identity
package import Primitives
import Realtime

/// What a team does with the leads of a project on their way from stage to stage; each change is one write.
package struct Pipeline: Sendable {
    let leads: Leads

    package init(leads: Leads) {
        self.leads = leads
    }

    var store: Store { leads.store }
    var clock: WallClock { leads.clock }

    /// Puts a lead into a stage, at a place, with what the stage asks for.
    ///
    /// - Throws: ``Failure`` `forbidden`, `notFound`, `leadMerged`, `versionRequired`, `staleVersion` with the lead as the winner of a race left it,
    ///   `invalidRequest`, `fieldsRequired`, `conflict` for a lead in the trash or a stage that is being emptied.
    package func move(
        _ id: ID<Lead>, _ move: LeadMove, version: Int64?, by principal: Principal, key: IdempotencyKey?, trace: TraceID
    ) async throws -> Lead {
        try principal.require(.leadsWrite)
        let input: JSONValue = ["lead": .string(id.description), "version": version.map { .integer($0) } ?? .null, "move": move.wanted]
        return try await store.write { [leads] tx in
            let now = leads.clock.now()
            return try IdempotencyKeys.once(key, operation: "leads.move", input: input, by: principal, at: now, in: tx) {
                try leads.changing(id, version: version, by: principal, trace: trace, in: tx) { lead, tx in
                    try Leads.requireOutsideTrash(lead)
                    return try move.applied(to: lead, at: now, in: tx)
                }
            }
        }
    }

    /// Puts many leads on top of a stage in the order in which they are named; those that can't go stay, each with the reason.
    ///
    /// - Throws: ``Failure`` `forbidden`, `invalidRequest`, `idempotencyKeyReused`.
    package func move(_ order: BulkMove, by principal: Principal, key: IdempotencyKey?, trace: TraceID) async throws -> BulkOutcome {
        try principal.require(.leadsWrite)
        let reason = try order.checked()
        return try await store.write { [self] tx in
            let now = clock.now()
            return try IdempotencyKeys.once(key, operation: "leads.moves", input: order, by: principal, at: now, in: tx) {
                try each(order.leads, by: principal, trace: trace, in: tx) { lead, place, tx in
                    var moved = lead
                    moved.stageId = order.stageId
                    if let reason { moved.closeReason = reason }
                    try StageEntry.check(moved, from: lead, pointer: "", in: tx)
                    // The first comes on top of those behind it.
                    if moved.stageId != lead.stageId {
                        moved.rank = Rank(topAt: now + .microseconds(order.leads.count - place))
                    }
                    return moved
                }
            }
        }
    }

    /// Changes many leads alike.
    ///
    /// - Throws: as ``move(_:by:key:trace:)-(BulkMove,_,_,_)``.
    package func change(_ order: BulkChange, by principal: Principal, key: IdempotencyKey?, trace: TraceID) async throws -> BulkOutcome {
        try principal.require(.leadsWrite)
        let patch = try order.checked()
        return try await store.write { [self] tx in
            let now = clock.now()
            return try IdempotencyKeys.once(key, operation: "leads.changes", input: order, by: principal, at: now, in: tx) {
                try each(order.leads, by: principal, trace: trace, in: tx) { lead, _, tx in
                    try patch.applied(to: lead, at: now, in: tx)
                }
            }
        }
    }

    private func each(
        _ named: [LeadVersion], by principal: Principal, trace: TraceID, in tx: WriteTransaction,
        _ change: (Lead, _ place: Int, WriteTransaction) throws -> Lead
    ) throws -> BulkOutcome {
        var outcome = BulkOutcome()
        for (place, item) in named.enumerated() {
            do {
                let changed = try leads.changing(item.id, version: item.version, by: principal, trace: trace, in: tx) { lead, tx in
                    try Leads.requireOutsideTrash(lead)
                    return try change(lead, place, tx)
                }
                outcome.moved.append(LeadVersion(id: changed.id, version: changed.version))
            } catch let failure as Failure {
                outcome.refused.append(
                    BulkOutcome.Refusal(id: item.id, code: failure.code, detail: failure.message, fields: failure.fields))
            }
        }
        return outcome
    }
}
