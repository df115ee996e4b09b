package import DataStore
package import Identity
package import Primitives

/// Takes leads out of the node.
package struct Exports: Sendable {
    let store: Store
    let leads: Leads
    let clock: WallClock

    package init(store: Store, leads: Leads, clock: WallClock = .system) {
        self.store = store
        self.leads = leads
        self.clock = clock
    }

    /// An export of what `query` finds, in its order. That it was asked for stands in the audit log before the first lead leaves.
    ///
    /// - Parameter filters: the names of those that were given; not what they hold, which may be somebody's name.
    /// - Throws: ``Failure`` `forbidden`.
    package func begin(_ query: LeadQuery, filters: [String], as format: ExportFormat, act: Act) async throws -> LeadExport {
        let principal = try act.requirePrincipal()
        try principal.require(.leadsExport)
        let names = try await store.write { [clock] tx in
            try AuditLog.append(
                AuditEntry(
                    .leadsExported, on: AuditSubject("lead"), in: principal.workspaceID,
                    after: ["format": .string(format.rawValue), "filters": .array(filters.map { .string($0) })], act: act,
                    at: clock.now()), in: tx)
            return try ExportNames(of: principal.workspaceID, in: tx)
        }
        return LeadExport(leads: leads, query: query, principal: principal, names: names, format: format)
    }
}

extension AuditAction {
    static let leadsExported: AuditAction = "lead.exported"
}
