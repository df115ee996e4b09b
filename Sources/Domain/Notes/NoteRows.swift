import DataStore
import Identity
import Primitives

/// The table of notes: SQL and row mapping, nothing else.
enum NoteRows {
    /// `author_id` refers to nothing: a note outlives whoever wrote it. `author_name` is kept for programs alone; a person's is read.
    static let migrations = [
        Migration(
            "notes/001",
            """
            CREATE TABLE note (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL REFERENCES workspace(id),
                lead_id TEXT NOT NULL REFERENCES lead(id),
                text TEXT NOT NULL,
                author_id TEXT,
                author_name TEXT,
                version INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL
            ) {strict};
            CREATE INDEX note_by_lead ON note (lead_id, id);
            """)
    ]

    private static let columns = """
        n.id, n.workspace_id, n.lead_id, n.text, n.author_id, n.version, n.created_at, n.updated_at,
        coalesce(n.author_name, p.name) AS author_name
        """
    private static let source = "note AS n LEFT JOIN person AS p ON p.id = n.author_id"

    /// - Parameter programName: the name of the token or key that writes it; `nil` when a person does.
    static func insert(_ note: Note, programName: String?, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO note (id, workspace_id, lead_id, text, author_id, author_name, version, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                note.id, note.workspaceId, note.leadId, note.text, note.authorId, programName, note.version, note.createdAt, note.updatedAt,
            ])
    }

    static func update(_ note: Note, in tx: WriteTransaction) throws {
        try tx.execute(
            "UPDATE note SET lead_id = ?, text = ?, version = ?, updated_at = ? WHERE id = ?",
            [note.leadId, note.text, note.version, note.updatedAt, note.id])
    }

    static func delete(_ id: ID<Note>, in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM note WHERE id = ?", [id])
    }

    static func find(_ id: ID<Note>, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> Note? {
        try tx.row("SELECT \(columns) FROM \(source) WHERE n.id = ? AND n.workspace_id = ?", [id, workspace]).map(decode)
    }

    /// The newest first.
    static func list(of lead: ID<Lead>, limit: Int = Note.limitPerLead, in tx: some SQLReading) throws -> [Note] {
        try tx.rows("SELECT \(columns) FROM \(source) WHERE n.lead_id = ? ORDER BY n.id DESC LIMIT ?", [lead, limit]).map(decode)
    }

    static func count(of lead: ID<Lead>, in tx: some SQLReading) throws -> Int {
        try tx.value("SELECT count(*) FROM note WHERE lead_id = ?", [lead]) ?? 0
    }

    private static func decode(_ row: SQLRow) throws -> Note {
        Note(
            id: try row["id"], workspaceId: try row["workspace_id"], leadId: try row["lead_id"], text: try row["text"],
            authorId: try row["author_id"], authorName: try row["author_name"], version: try row["version"],
            createdAt: try row["created_at"], updatedAt: try row["updated_at"])
    }
}
