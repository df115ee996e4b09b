import DataStore
package import Identity
package import Primitives

/// Each change is based on a version: that of the lead which the caller has seen.
///
/// - Throws: ``Failure`` `forbidden`, `notFound`, `leadMerged`, `versionRequired`, `staleVersion`.
extension Leads {
    /// Changes fields of a lead.
    ///
    /// - Throws: besides, `invalidRequest`, and `conflict` for a lead in the trash.
    package func edit(
        _ id: ID<Lead>, _ patch: LeadPatch, version: Int64?, by principal: Principal, trace: TraceID
    ) async throws -> Lead {
        try principal.require(.leadsWrite)
        return try await changing(id, version: version, by: principal, trace: trace) { lead, tx in
            try Self.requireOutsideTrash(lead)
            return try patch.applied(to: lead, in: tx)
        }
    }

    /// Puts a lead out of the way, or takes it back. Doing so twice changes nothing.
    package func archive(
        _ id: ID<Lead>, _ isArchived: Bool, version: Int64?, by principal: Principal, trace: TraceID
    ) async throws -> Lead {
        try principal.require(.leadsWrite)
        let now = clock.now()
        return try await changing(id, version: version, by: principal, trace: trace) { lead, _ in
            try Self.requireOutsideTrash(lead)
            var lead = lead
            if (lead.archivedAt != nil) != isArchived { lead.archivedAt = isArchived ? now.onTheWire : nil }
            return lead
        }
    }

    /// Puts a lead into the trash; one that is there stays there.
    package func trash(_ id: ID<Lead>, version: Int64?, by principal: Principal, trace: TraceID) async throws -> Lead {
        try principal.require(.leadsWrite)
        let now = clock.now()
        return try await changing(id, version: version, by: principal, trace: trace) { lead, _ in
            var lead = lead
            lead.deletedAt = lead.deletedAt ?? now.onTheWire
            return lead
        }
    }

    /// Takes a lead out of the trash.
    ///
    /// - Throws: besides, `conflict` while its project is in the trash.
    package func restore(_ id: ID<Lead>, version: Int64?, by principal: Principal, trace: TraceID) async throws -> Lead {
        try principal.require(.leadsWrite)
        return try await changing(id, version: version, by: principal, trace: trace) { lead, tx in
            guard try ProjectRows.find(lead.projectId, in: tx)?.deletedAt == nil else {
                throw Failure(.conflict, "The project of this lead is in the trash. Restore that first.")
            }
            var lead = lead
            lead.deletedAt = nil
            return lead
        }
    }

    func changing(
        _ id: ID<Lead>, version: Int64?, by principal: Principal, trace: TraceID,
        _ change: @escaping @Sendable (Lead, WriteTransaction) throws -> Lead
    ) async throws -> Lead {
        try await store.write { [self] tx in try changing(id, version: version, by: principal, trace: trace, in: tx, change) }
    }

    /// The same within a write of the caller's.
    func changing(
        _ id: ID<Lead>, version: Int64?, by principal: Principal, trace: TraceID, in tx: WriteTransaction,
        _ change: (Lead, WriteTransaction) throws -> Lead
    ) throws -> Lead {
        let lead = try find(id, for: principal, in: tx)
        try BaseVersion.require(version, is: lead.version, of: lead) {
            // What the change would meet is of no interest before the caller has seen what is there.
            let wanted = (try? change(lead, tx)) ?? lead
            return try differences(of: lead, since: version ?? 0, to: wanted, in: tx)
        }
        return try self.change(lead, to: change(lead, tx), by: ChangeActor(principal), trace: trace, in: tx)
    }

    static func requireOutsideTrash(_ lead: Lead) throws(Failure) {
        guard lead.deletedAt == nil else { throw Failure(.conflict, "This lead is in the trash. Restore it first.") }
    }

    /// What others changed since `version`, and what the caller wants otherwise than it is.
    func differences(of lead: Lead, since version: Int64, to wanted: Lead, in tx: some SQLReading) throws -> [Difference] {
        var before: [String: JSONValue] = [:]
        for change in try LeadChangeRows.changes(of: lead.id, after: version, limit: Self.historyDepth, in: tx).joined() {
            if !before.keys.contains(change.field) { before[change.field] = change.before }
        }
        return LeadField.allCases.compactMap { field in
            let (now, yours) = (field.value(in: lead), field.value(in: wanted))
            let then = before[field.rawValue, default: now]
            guard then != now || yours != now else { return nil }
            return Difference(field: field.rawValue, before: then, current: now, yours: yours == now ? .null : yours)
        }
    }

    /// Changes that one answer looks back on: more than an editor has open for a day.
    private static let historyDepth = 500
}

extension Timestamp {
    /// Cut to the milliseconds that an answer shows, so that a history says what was answered.
    var onTheWire: Timestamp { Timestamp(milliseconds: milliseconds) }
}
