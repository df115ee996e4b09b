import DataStore
import FoundationEssentials
import Identity
import Primitives

/// The table of views: SQL and row mapping, nothing else.
enum LeadViewRows {
    /// `owner_id` refers to nothing: what is shared outlives whoever made it.
    static let migrations = [
        Migration(
            "lead_views/001",
            """
            CREATE TABLE lead_view (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL REFERENCES workspace(id),
                owner_id TEXT NOT NULL,
                name TEXT NOT NULL,
                shared INTEGER NOT NULL,
                query TEXT NOT NULL,
                version INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL
            ) {strict};
            CREATE INDEX lead_view_by_owner ON lead_view (workspace_id, owner_id, id);
            CREATE INDEX lead_view_shared ON lead_view (workspace_id, id) WHERE shared = 1;
            """)
    ]

    static func insert(_ view: LeadView, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO lead_view (id, workspace_id, owner_id, name, shared, query, version, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                view.id, view.workspaceId, view.ownerId, view.name, view.shared, query(of: view), view.version, view.createdAt,
                view.updatedAt,
            ])
    }

    static func update(_ view: LeadView, in tx: WriteTransaction) throws {
        try tx.execute(
            "UPDATE lead_view SET name = ?, shared = ?, query = ?, version = ?, updated_at = ? WHERE id = ?",
            [view.name, view.shared, query(of: view), view.version, view.updatedAt, view.id])
    }

    static func delete(_ id: ID<LeadView>, in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM lead_view WHERE id = ?", [id])
    }

    static func find(_ id: ID<LeadView>, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> LeadView? {
        try tx.row("SELECT * FROM lead_view WHERE id = ? AND workspace_id = ?", [id, workspace]).map(decode)
    }

    /// Those of `owner` in the order in which they were made.
    static func list(of owner: ID<Person>, in workspace: ID<Workspace>, limit: Int, tx: some SQLReading) throws -> [LeadView] {
        try tx.rows(
            "SELECT * FROM lead_view WHERE workspace_id = ? AND owner_id = ? ORDER BY id LIMIT ?", [workspace, owner, limit]
        ).map(decode)
    }

    static func shared(in workspace: ID<Workspace>, limit: Int, tx: some SQLReading) throws -> [LeadView] {
        try tx.rows("SELECT * FROM lead_view WHERE workspace_id = ? AND shared = 1 ORDER BY id LIMIT ?", [workspace, limit]).map(decode)
    }

    /// Those in whose name or query a text stands, whatever its case.
    static func naming(_ text: String, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> [LeadView] {
        try tx.rows(
            "SELECT * FROM lead_view WHERE workspace_id = ? AND instr(lower(name || char(10) || query), lower(?)) > 0 ORDER BY id",
            [workspace, text]
        ).map(decode)
    }

    static func count(of owner: ID<Person>, in workspace: ID<Workspace>, tx: some SQLReading) throws -> Int {
        try tx.value("SELECT count(*) FROM lead_view WHERE workspace_id = ? AND owner_id = ?", [workspace, owner]) ?? 0
    }

    static func countShared(in workspace: ID<Workspace>, tx: some SQLReading) throws -> Int {
        try tx.value("SELECT count(*) FROM lead_view WHERE workspace_id = ? AND shared = 1", [workspace]) ?? 0
    }

    private static func query(of view: LeadView) -> String {
        var json = JSONWriter(capacity: 256)
        json.object { view.writeQuery(to: &$0) }
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private static func decode(_ row: SQLRow) throws -> LeadView {
        var view = LeadView(
            id: try row["id"], workspaceId: try row["workspace_id"], ownerId: try row["owner_id"], name: try row["name"],
            shared: try row["shared"], query: LeadQuery(), columns: [], version: try row["version"], createdAt: try row["created_at"],
            updatedAt: try row["updated_at"])
        let query: String = try row["query"]
        try LeadViewDraft.read(query: JSONDecoder().decode([String: JSONValue].self, from: Data(query.utf8)), into: &view)
        return view
    }
}
