import DataStore
package import Identity
package import Primitives

/// Where people were last, so that they are shown what happened since.
extension Leads {
    /// Notes what of a lead whoever acts has seen. It never goes back: of two devices the one that saw more counts.
    ///
    /// - Parameter upTo: the last entry of the history that was seen; `nil` for none, and past the last there is it is that one.
    /// - Throws: ``Failure`` `forbidden`, also for who is no person; `notFound`, `leadMerged`.
    package func visit(_ id: ID<Lead>, upTo: ID<LeadChange>?, by principal: Principal) async throws -> LeadVisit {
        try principal.require(.leadsRead)
        let person = try Self.requireVisitor(principal)
        return try await store.write { [self] tx in
            _ = try find(id, for: principal, in: tx)
            let latest = try LeadChangeRows.latest(of: id, in: tx)
            let seen = upTo.flatMap { upTo in latest.map { min(upTo, $0) } }
            if let before = try LeadVisitRows.find(id, of: person, in: tx) {
                guard let seen else { return before }
                if let known = before.upTo, known >= seen { return before }
            }
            let visit = LeadVisit(leadId: id, upTo: seen, at: clock.now())
            try LeadVisitRows.set(visit, of: person, in: principal.workspaceID, tx)
            return visit
        }
    }

    /// Of the 200 leads that whoever asks was at last, those that others changed since, the latest visit first.
    package func news(for principal: Principal) async throws -> [LeadNews] {
        try principal.require(.leadsRead)
        let person = try Self.requireVisitor(principal)
        return try await store.read { tx in try LeadVisitRows.news(for: person, in: principal.workspaceID, tx) }
    }

    private static func requireVisitor(_ principal: Principal) throws(Failure) -> ID<Person> {
        guard let person = principal.personID else {
            throw Failure(.forbidden, "This is for people: a workspace's key has seen nothing.")
        }
        return person
    }
}
