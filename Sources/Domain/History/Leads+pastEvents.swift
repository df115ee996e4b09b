import DataStore
package import Identity
package import Primitives
import Realtime

extension Leads {
    /// One page of what the log holds of a lead's events, the newest first; those of leads that were merged into it are among them, under
    /// their own ids.
    ///
    /// - Throws: ``Failure`` `forbidden`, `notFound`, `leadMerged`, `invalidRequest` for a cursor that no page gave out.
    package func pastEvents(
        of id: ID<Lead>, for principal: Principal, cursor: String?, limit: Int
    ) async throws -> Page<PastEvent> {
        try principal.require(.leadsRead)
        let before = try cursor.map { text in
            guard let seq = Int64(text), seq > 0 else {
                throw Failure(
                    .invalidRequest, "The page can't be found.", fields: [FieldFault("cursor", "Take it from `next` of the page before.")])
            }
            return seq
        }
        return try await store.read { [self] tx in
            let lead = try find(id, for: principal, in: tx)
            let limit = min(max(limit, 1), Self.pageLimit)
            let rooms = [lead.id] + (try MergedLeadRows.merged(into: lead.id, in: tx))
            let workspace = ID<Subject>(high: lead.workspaceId.high, low: lead.workspaceId.low)
            let found = try log.past(of: rooms.map { .lead($0) }, in: workspace, before: before, limit: limit + 1, in: tx)
            let items = found.prefix(limit).map { room, event in
                PastEvent(event: event, mergedID: room == .lead(lead.id) ? nil : ID(high: room.id.high, low: room.id.low))
            }
            return Page(items: items, next: found.count > limit ? items.last.map { "\($0.event.seq)" } : nil)
        }
    }
}
