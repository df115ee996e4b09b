package import DataStore
package import Identity
package import Primitives

/// Takes the leads and messages of a whole workspace into the search, whose rows came by another way than others do.
package enum SearchFilling {
    /// Rows that are in memory at a time.
    private static let pageLimit = 500

    /// - Throws: ``StoreError`` `unreadableRow` for a row that is none.
    package static func fill(_ workspace: ID<Workspace>, in tx: WriteTransaction) throws {
        var last: ID<Lead>?
        // In the order in which the leads came, for so they are numbered.
        while let reached = try fillLeads(of: workspace, after: last, tx) { last = reached }
        for channel in try tx.rows("SELECT id FROM channel WHERE workspace_id = ?", [workspace]) {
            try fillMessages(of: try channel["id"], tx)
        }
    }

    private static func fillLeads(of workspace: ID<Workspace>, after last: ID<Lead>?, _ tx: WriteTransaction) throws -> ID<Lead>? {
        let leads = try tx.rows(
            "SELECT \(LeadRows.columns) FROM lead WHERE workspace_id = ? AND id > ? ORDER BY id LIMIT \(pageLimit)",
            [workspace, last?.description ?? ""]
        ).map { try LeadRows.decode($0) }
        for lead in leads { try LeadIndex.rebuild(lead, in: tx) }
        return leads.last?.id
    }

    private static func fillMessages(of channel: ID<Channel>, _ tx: WriteTransaction) throws {
        var next: Int64 = 0
        while true {
            let messages = try MessageRows.list(of: channel, from: next, limit: pageLimit, in: tx)
            for message in messages { try MessageIndex.insert(message, in: tx) }
            guard let last = messages.last, messages.count == pageLimit else { return }
            next = last.seq + 1
        }
    }
}
