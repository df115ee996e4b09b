package import DataStore
package import Identity
package import Primitives

extension Ledger {
    /// One page of transactions, the newest day first, and of a day the newest transaction.
    ///
    /// - Throws: besides, `invalidRequest` for a cursor that no page of this query gave out.
    package func transactions(
        _ query: LedgerQuery, for principal: Principal, cursor: String?, limit: Int
    ) async throws -> Page<LedgerTransaction> {
        try principal.require(.ledgerRead)
        let place = try Self.place(cursor, of: query)
        return try await store.read { tx in
            let listing = LedgerListing(workspace: principal.workspaceID)
            let found = try listing.transactions(query, after: place, limit: limit + 1, in: tx)
            let items = try found.prefix(limit).compactMap { try LedgerTransactionRows.find(seq: $0.seq, in: tx) }
            return Page(items: items, next: found.count > limit ? BoundCursor.text(of: found[limit - 1].text, for: query) : nil)
        }
    }

    package func transaction(_ id: ID<LedgerTransaction>, for principal: Principal) async throws -> LedgerTransaction {
        try principal.require(.ledgerRead)
        return try await store.read { try Self.find(id, for: principal, in: $0) }
    }

    /// One page of the lines of an account, the newest day first.
    package func entries(
        of id: ID<LedgerAccount>, _ query: LedgerQuery, for principal: Principal, cursor: String?, limit: Int
    ) async throws -> Page<AccountEntry> {
        try principal.require(.ledgerRead)
        var query = query
        query.account = id
        let bound = query
        let place = try Self.place(cursor, of: bound)
        return try await store.read { tx in
            let account = try Self.find(id, for: principal, in: tx)
            let found = try LedgerListing(workspace: principal.workspaceID).entries(
                of: account, from: bound.from, through: bound.through, after: place, limit: limit + 1, in: tx)
            let next = found.count > limit ? BoundCursor.text(of: found[limit - 1].place.text, for: bound) : nil
            return Page(items: found.prefix(limit).map(\.entry), next: next)
        }
    }

    /// Where the chain ends.
    package func head(for principal: Principal) async throws -> LedgerHead {
        try principal.require(.ledgerRead)
        return try await store.read { try Self.head(of: principal.workspaceID, in: $0) }
    }

    package static func head(of workspace: ID<Workspace>, in tx: some SQLReading) throws -> LedgerHead {
        try LedgerTransactionRows.end(of: workspace, in: tx)
    }

    private static func place(_ cursor: String?, of query: LedgerQuery) throws -> LedgerListing.Place? {
        try cursor.map { try BoundCursor.place(in: $0, for: query) { LedgerListing.Place($0) } }
    }
}
