import DataStore
import FoundationEssentials
import Identity
import JobQueue
import Primitives

/// The tables of imports: SQL and row mapping, nothing else.
///
/// An import outlives its project and whoever made it.
enum ImportRows {
    static let migrations = [
        Migration(
            "imports/001",
            """
            CREATE TABLE import (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL REFERENCES workspace(id),
                project_id TEXT NOT NULL,
                created_by TEXT,
                created_by_name TEXT NOT NULL,
                file_id TEXT REFERENCES blob_object(id),
                file_name TEXT NOT NULL,
                byte_count INTEGER NOT NULL,
                state TEXT NOT NULL,
                encoding TEXT NOT NULL,
                delimiter TEXT NOT NULL,
                has_header INTEGER NOT NULL CHECK (has_header = 0 OR has_header = 1),
                file_rows INTEGER NOT NULL,
                columns TEXT NOT NULL,
                mapping TEXT NOT NULL,
                options TEXT NOT NULL,
                counts TEXT NOT NULL,
                error TEXT,
                job_id TEXT,
                version INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL,
                finished_at INTEGER
            ) {strict};
            CREATE INDEX import_by_workspace ON import (workspace_id, id);
            CREATE INDEX import_by_file_age ON import (updated_at) WHERE file_id IS NOT NULL;

            CREATE TABLE import_row (
                workspace_id TEXT NOT NULL REFERENCES workspace(id),
                row_key TEXT NOT NULL,
                import_id TEXT NOT NULL REFERENCES import(id),
                lead_id TEXT NOT NULL,
                PRIMARY KEY (workspace_id, row_key)
            ) {clustered};
            CREATE INDEX import_row_by_import ON import_row (import_id);
            CREATE INDEX import_row_by_lead ON import_row (lead_id);

            CREATE TABLE import_refusal (
                import_id TEXT NOT NULL REFERENCES import(id),
                line INTEGER NOT NULL,
                reason TEXT NOT NULL,
                PRIMARY KEY (import_id, line)
            ) {clustered};
            """)
    ]

    static func insert(_ value: Import, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO import (id, workspace_id, project_id, created_by, created_by_name, file_id, file_name, byte_count, state, encoding,
                delimiter, has_header, file_rows, columns, mapping, options, counts, error, job_id, version, created_at, updated_at, finished_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                value.id, value.workspaceId, value.projectId, value.createdBy, value.createdByName, value.fileId, value.fileName,
                value.byteCount, value.state, value.encoding.rawValue, value.delimiter.rawValue, value.hasHeader, value.fileRows,
                try text(value.columns), try text(value.mapping), try text(value.options), try text(value.counts), value.error, value.jobId,
                value.version, value.createdAt, value.updatedAt, value.finishedAt,
            ])
    }

    static func update(_ value: Import, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            UPDATE import SET file_id = ?, state = ?, has_header = ?, columns = ?, mapping = ?, options = ?, counts = ?, error = ?, job_id = ?,
                version = ?, updated_at = ?, finished_at = ?
            WHERE id = ?
            """,
            [
                value.fileId, value.state, value.hasHeader, try text(value.columns), try text(value.mapping), try text(value.options),
                try text(value.counts), value.error, value.jobId, value.version, value.updatedAt, value.finishedAt, value.id,
            ])
    }

    static func find(_ id: ID<Import>, in tx: some SQLReading) throws -> Import? {
        try tx.row("SELECT * FROM import WHERE id = ?", [id]).map(decode)
    }

    static func find(_ id: ID<Import>, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> Import? {
        try tx.row("SELECT * FROM import WHERE id = ? AND workspace_id = ?", [id, workspace]).map(decode)
    }

    /// The newest first.
    static func list(of workspace: ID<Workspace>, before: ID<Import>?, limit: Int, in tx: some SQLReading) throws -> [Import] {
        let condition = before == nil ? "" : " AND id < ?"
        let arguments: [any SQLConvertible] = [workspace] + (before.map { [$0] } ?? []) + [limit]
        return try tx.rows("SELECT * FROM import WHERE workspace_id = ?\(condition) ORDER BY id DESC LIMIT ?", arguments).map(decode)
    }

    /// Those that were not touched since `moment` and still keep their file.
    static func keepingFiles(untouchedSince moment: Timestamp, limit: Int, in tx: some SQLReading) throws -> [Import] {
        try tx.rows(
            "SELECT * FROM import WHERE file_id IS NOT NULL AND updated_at < ? ORDER BY updated_at LIMIT ?", [moment, limit]
        ).map(decode)
    }

    /// Those of a workspace that still keep their file.
    static func keepingFiles(of workspace: ID<Workspace>, in tx: some SQLReading) throws -> [Import] {
        try tx.rows("SELECT * FROM import WHERE workspace_id = ? AND file_id IS NOT NULL", [workspace]).map(decode)
    }

    static func delete(_ id: ID<Import>, in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM import WHERE id = ?", [id])
    }

    // MARK: Rows that were brought

    /// The lead that a row with this key became, and by which import.
    static func imported(_ key: String, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> (importID: ID<Import>, lead: String)?
    {
        try tx.row("SELECT import_id, lead_id FROM import_row WHERE workspace_id = ? AND row_key = ?", [workspace, key]).map {
            (try $0["import_id"], try $0["lead_id"])
        }
    }

    static func remember(_ key: String, as lead: ID<Lead>, by value: Import, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO import_row (workspace_id, row_key, import_id, lead_id) VALUES (?, ?, ?, ?)
            ON CONFLICT (workspace_id, row_key) DO UPDATE SET import_id = excluded.import_id, lead_id = excluded.lead_id
            """, [value.workspaceId, key, value.id, lead])
    }

    /// - Returns: whether there may be more.
    static func forgetRows(of id: ID<Import>, limit: Int, in tx: WriteTransaction) throws -> Bool {
        let rows = try tx.execute(
            "DELETE FROM import_row WHERE (workspace_id, row_key) IN (SELECT workspace_id, row_key FROM import_row WHERE import_id = ? LIMIT ?)",
            [id, limit])
        let refusals = try tx.execute(
            "DELETE FROM import_refusal WHERE (import_id, line) IN (SELECT import_id, line FROM import_refusal WHERE import_id = ? LIMIT ?)",
            [id, limit])
        return rows == limit || refusals == limit
    }

    // MARK: Rows that were refused

    static func refuse(line: Int, because reason: String, of id: ID<Import>, in tx: WriteTransaction) throws {
        try tx.execute(
            "INSERT INTO import_refusal (import_id, line, reason) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", [id, line, reason])
    }

    static func clearRefusals(of id: ID<Import>, in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM import_refusal WHERE import_id = ?", [id])
    }

    /// By line, from after `line`.
    static func refusals(of id: ID<Import>, after line: Int, limit: Int, in tx: some SQLReading) throws -> [(line: Int, reason: String)] {
        try tx.rows(
            "SELECT line, reason FROM import_refusal WHERE import_id = ? AND line > ? ORDER BY line LIMIT ?", [id, line, limit]
        ).map { (try $0["line"], try $0["reason"]) }
    }

    // MARK: Mapping

    private static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private static func value<Value: Decodable>(_ text: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }

    private static func decode(_ row: SQLRow) throws -> Import {
        let (encoding, delimiter): (String, String) = (try row["encoding"], try row["delimiter"])
        guard let encoding = TextEncoding(rawValue: encoding), let delimiter = Delimiter(rawValue: delimiter) else {
            throw StoreError(.unreadableRow, "an import is of an unknown encoding or delimiter")
        }
        return Import(
            id: try row["id"], workspaceId: try row["workspace_id"], projectId: try row["project_id"], createdBy: try row["created_by"],
            createdByName: try row["created_by_name"], fileId: try row["file_id"], fileName: try row["file_name"],
            byteCount: try row["byte_count"], state: try row["state"], encoding: encoding, delimiter: delimiter,
            hasHeader: try row["has_header"], fileRows: try row["file_rows"], columns: try value(try row["columns"]),
            mapping: try value(try row["mapping"]), options: try value(try row["options"]), counts: try value(try row["counts"]),
            error: try row["error"], jobId: try row["job_id"], version: try row["version"], createdAt: try row["created_at"],
            updatedAt: try row["updated_at"], finishedAt: try row["finished_at"])
    }
}
