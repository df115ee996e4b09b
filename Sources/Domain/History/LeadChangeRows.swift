import DataStore
import FoundationEssentials
import Primitives

/// The table of leads' histories: SQL and row mapping, nothing else.
///
/// Rows of one lead lie together: a history is one stretch of the table's tree, and needs no index beside it.
enum LeadChangeRows {
    static let migrations = [
        Migration(
            "history/001",
            """
            CREATE TABLE lead_change (
                lead_id TEXT NOT NULL REFERENCES lead(id),
                id TEXT NOT NULL,
                merged_id TEXT,
                version INTEGER NOT NULL,
                actor_kind TEXT NOT NULL,
                actor_id TEXT,
                actor_name TEXT,
                changes TEXT NOT NULL,
                at INTEGER NOT NULL,
                PRIMARY KEY (lead_id, id)
            ) {clustered};
            """)
    ]

    static func insert(_ change: LeadChange, in tx: WriteTransaction) throws {
        var json = JSONWriter()
        json.array(change.changes)
        try tx.execute(
            """
            INSERT INTO lead_change (lead_id, id, merged_id, version, actor_kind, actor_id, actor_name, changes, at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                change.leadID, change.id, change.mergedID, change.version, change.actor.kind, change.actor.id, change.actor.name,
                String(decoding: json.bytes, as: UTF8.self), change.at,
            ])
    }

    /// The newest first, from below `before`.
    static func list(of lead: ID<Lead>, before: ID<LeadChange>?, limit: Int, in tx: some SQLReading) throws -> [HistoryEntry] {
        var arguments: [any SQLConvertible] = [lead]
        if let before { arguments.append(before) }
        arguments.append(limit)
        return try tx.rows(
            """
            SELECT c.*, p.name AS person_name FROM lead_change AS c
            LEFT JOIN person AS p ON c.actor_kind = 'person' AND p.id = c.actor_id
            WHERE c.lead_id = ?\(before == nil ? "" : " AND c.id < ?") ORDER BY c.id DESC LIMIT ?
            """, arguments
        ).map { row in
            HistoryEntry(
                id: try row["id"], mergedID: try row["merged_id"], version: try row["version"], at: try row["at"],
                actorKind: try row["actor_kind"], actorID: try row["actor_id"],
                actorName: try row["person_name"] ?? row["actor_name"], changes: try row["changes"])
        }
    }

    static func latest(of lead: ID<Lead>, in tx: some SQLReading) throws -> ID<LeadChange>? {
        try tx.value("SELECT id FROM lead_change WHERE lead_id = ? ORDER BY id DESC LIMIT 1", [lead])
    }

    /// No history is counted past this.
    private static let countLimit = 10_000

    static func count(of lead: ID<Lead>, in tx: some SQLReading) throws -> Int {
        try tx.value("SELECT count(*) FROM (SELECT 1 FROM lead_change WHERE lead_id = ? LIMIT ?) AS found", [lead, countLimit]) ?? 0
    }

    /// What was changed after `version`, the oldest first.
    static func changes(of lead: ID<Lead>, after version: Int64, limit: Int, in tx: some SQLReading) throws -> [[FieldChange]] {
        try tx.rows(
            "SELECT changes FROM lead_change WHERE lead_id = ? AND version > ? AND merged_id IS NULL ORDER BY id LIMIT ?",
            [lead, version, limit]
        ).map { try JSONDecoder().decode([FieldChange].self, from: Data((try $0["changes"] as String).utf8)) }
    }

    /// A merged lead's history becomes part of that of the other.
    static func move(from lead: ID<Lead>, to other: ID<Lead>, in tx: WriteTransaction) throws {
        try tx.execute(
            "UPDATE lead_change SET lead_id = ?, merged_id = coalesce(merged_id, ?) WHERE lead_id = ?", [other, lead, lead])
    }
}
