import DataStore
package import Identity
package import Primitives

extension Leads {
    /// One page of what was changed of a lead, the newest first.
    ///
    /// - Throws: ``Failure`` `forbidden`, `notFound`, `leadMerged`, `invalidRequest` for a cursor that no page gave out.
    package func history(
        of id: ID<Lead>, for principal: Principal, cursor: String?, limit: Int
    ) async throws -> Page<HistoryEntry> {
        try principal.require(.leadsRead)
        let before = try cursor.map { text in
            guard let id = ID<LeadChange>(text) else {
                throw Failure(
                    .invalidRequest, "The page can't be found.", fields: [FieldFault("cursor", "Take it from `next` of the page before.")])
            }
            return id
        }
        return try await store.read { [self] tx in
            let lead = try find(id, for: principal, in: tx)
            let limit = min(max(limit, 1), Self.pageLimit)
            let found = try LeadChangeRows.list(of: lead.id, before: before, limit: limit + 1, in: tx)
            let items = Array(found.prefix(limit))
            return Page(items: items, next: found.count > limit ? items.last?.id.description : nil)
        }
    }
}
