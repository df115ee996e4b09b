import DataStore
import Identity
import Primitives

/// What became of leads that were merged into others.
enum MergedLeadRows {
    /// More than anybody merges into one lead by hand.
    static let readLimit = 1_000

    static func insert(
        _ lead: ID<Lead>, of workspace: ID<Workspace>, into other: ID<Lead>, at now: Timestamp, in tx: WriteTransaction
    ) throws {
        // What was merged into it before is in the other now, so that one step finds it.
        try tx.execute("UPDATE merged_lead SET into_id = ? WHERE into_id = ?", [other, lead])
        try tx.execute(
            "INSERT INTO merged_lead (id, workspace_id, into_id, merged_at) VALUES (?, ?, ?, ?)", [lead, workspace, other, now])
    }

    static func into(_ lead: ID<Lead>, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> ID<Lead>? {
        try tx.value("SELECT into_id FROM merged_lead WHERE id = ? AND workspace_id = ?", [lead, workspace])
    }

    /// The leads that were merged into one, at most ``readLimit``.
    static func merged(into lead: ID<Lead>, in tx: some SQLReading) throws -> [ID<Lead>] {
        try tx.rows("SELECT id FROM merged_lead WHERE into_id = ? ORDER BY id LIMIT \(readLimit)", [lead]).map { try $0["id"] }
    }

    static func remove(into lead: ID<Lead>, in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM merged_lead WHERE into_id = ?", [lead])
    }
}
