import DataStore
package import Identity
package import Primitives
package import Realtime

extension Leads {
    package static let pageLimit = 200

    /// One page of a workspace's leads, with the cursor from which a room continues it without a gap.
    ///
    /// Pages are stable: a lead that is there from the first page to the last, and whose sorted value does not change, is on exactly one of them. A page
    /// may be shorter than wanted and have a next one.
    ///
    /// - Throws: ``Failure`` `invalidRequest` for a cursor that no page of this query gave out.
    package func list(
        _ query: LeadQuery, for principal: Principal, cursor: String?, limit: Int
    ) async throws -> (page: Page<Lead>, position: EventCursor) {
        try principal.require(.leadsRead)
        let place = try cursor.map { try LeadPlace(cursor: $0, for: query) }
        let limit = min(max(limit, 1), Self.pageLimit)
        let listing = LeadListing(query: query, workspace: principal.workspaceID, now: clock.now())
        return try await store.read { [log] tx in
            let (places, next) = try listing.page(after: place, limit: limit, in: tx)
            let items = try LeadRows.find(places.map(\.lead), in: tx)
            return (Page(items: items, next: next?.cursor(for: query)), try log.cursor(in: tx))
        }
    }

    /// Hands over every lead of a query in its order, a page at a time, each read by itself: no page holds up the store while another is sent.
    ///
    /// - Throws: ``Failure`` `forbidden`, and what `body` throws.
    package func walk(
        _ query: LeadQuery, for principal: Principal, _ body: ([Lead]) async throws -> Void
    ) async throws {
        try principal.require(.leadsRead)
        let listing = LeadListing(query: query, workspace: principal.workspaceID, now: clock.now())
        var place: LeadPlace?
        repeat {
            let (leads, next) = try await store.read { [place] tx in
                let (places, next) = try listing.page(after: place, limit: Self.pageLimit, in: tx)
                return (try LeadRows.find(places.map(\.lead), in: tx), next)
            }
            try await body(leads)
            place = next
        } while place != nil
    }
}
