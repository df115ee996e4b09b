import DataStore
import FoundationEssentials
import Identity
import Primitives

/// The table of forms: SQL and row mapping, nothing else.
///
/// A form outlives its project; what it brings then goes into the default one.
enum FormRows {
    static let migrations = [
        Migration(
            "forms/001",
            """
            CREATE TABLE form (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL REFERENCES workspace(id),
                project_id TEXT NOT NULL,
                key TEXT NOT NULL,
                name TEXT NOT NULL,
                origins TEXT NOT NULL,
                language TEXT NOT NULL,
                fields TEXT NOT NULL,
                thanks TEXT,
                enabled INTEGER NOT NULL CHECK (enabled = 0 OR enabled = 1),
                per_minute INTEGER NOT NULL,
                received INTEGER NOT NULL,
                refused_as_spam INTEGER NOT NULL,
                version INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL
            ) {strict};
            CREATE UNIQUE INDEX form_by_key ON form (key);
            CREATE INDEX form_by_workspace ON form (workspace_id, id);
            """)
    ]

    static func insert(_ form: Form, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO form (id, workspace_id, project_id, key, name, origins, language, fields, thanks, enabled, per_minute, received,
                refused_as_spam, version, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                form.id, form.workspaceId, form.projectId, form.key, form.name, try text(form.origins), form.language.rawValue,
                try text(form.fields), form.thanks, form.enabled, form.perMinute, form.received, form.refusedAsSpam, form.version,
                form.createdAt, form.updatedAt,
            ])
    }

    static func update(_ form: Form, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            UPDATE form SET project_id = ?, name = ?, origins = ?, language = ?, fields = ?, thanks = ?, enabled = ?, per_minute = ?,
                version = ?, updated_at = ?
            WHERE id = ?
            """,
            [
                form.projectId, form.name, try text(form.origins), form.language.rawValue, try text(form.fields), form.thanks, form.enabled,
                form.perMinute, form.version, form.updatedAt, form.id,
            ])
    }

    static func count(received: Int, spam: Int, of id: ID<Form>, in tx: WriteTransaction) throws {
        try tx.execute(
            "UPDATE form SET received = received + ?, refused_as_spam = refused_as_spam + ? WHERE id = ?", [received, spam, id])
    }

    static func delete(_ id: ID<Form>, in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM form WHERE id = ?", [id])
    }

    static func find(_ id: ID<Form>, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> Form? {
        try tx.row("SELECT * FROM form WHERE id = ? AND workspace_id = ?", [id, workspace]).map(decode)
    }

    static func find(key: String, in tx: some SQLReading) throws -> Form? {
        try tx.row("SELECT * FROM form WHERE key = ?", [key]).map(decode)
    }

    /// In the order in which they were made.
    static func list(of workspace: ID<Workspace>, limit: Int, in tx: some SQLReading) throws -> [Form] {
        try tx.rows("SELECT * FROM form WHERE workspace_id = ? ORDER BY id LIMIT ?", [workspace, limit]).map(decode)
    }

    private static func text(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }

    private static func value<Value: Decodable>(_ text: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }

    private static func decode(_ row: SQLRow) throws -> Form {
        guard let language = Language(rawValue: try row["language"]) else {
            throw StoreError(.unreadableRow, "a form is in an unknown language")
        }
        return Form(
            id: try row["id"], workspaceId: try row["workspace_id"], projectId: try row["project_id"], key: try row["key"],
            name: try row["name"], origins: try value(try row["origins"]), language: language, fields: try value(try row["fields"]),
            thanks: try row["thanks"], enabled: try row["enabled"], perMinute: try row["per_minute"], received: try row["received"],
            refusedAsSpam: try row["refused_as_spam"], version: try row["version"], createdAt: try row["created_at"],
            updatedAt: try row["updated_at"])
    }
}
