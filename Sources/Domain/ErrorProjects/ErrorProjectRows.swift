import DataStore
import Identity
import Primitives

/// The table of error projects: SQL and row mapping, nothing else.
enum ErrorProjectRows {
    static let migrations = [
        Migration(
            "error_projects/001",
            """
            CREATE TABLE error_project (
                id {sequence},
                workspace_id TEXT NOT NULL REFERENCES workspace(id),
                kind TEXT NOT NULL CHECK (kind = 'service' OR kind = 'node' OR kind = 'page'),
                name TEXT NOT NULL,
                public_key TEXT NOT NULL UNIQUE,
                budget_per_minute INTEGER NOT NULL,
                keeps_addresses INTEGER NOT NULL CHECK (keeps_addresses = 0 OR keeps_addresses = 1),
                version INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL
            ) {strict};
            CREATE INDEX error_project_by_workspace ON error_project (workspace_id, id);
            CREATE UNIQUE INDEX error_project_built_in ON error_project (kind) WHERE kind <> 'service';
            """)
    ]

    static func insert(
        _ name: String, _ kind: ErrorProject.Kind, budget: Int, keepsAddresses: Bool, in workspace: ID<Workspace>, at now: Timestamp,
        _ tx: WriteTransaction
    ) throws -> ErrorProjectID {
        ErrorProjectID(
            try tx.insert(
                """
                INSERT INTO error_project (workspace_id, kind, name, public_key, budget_per_minute, keeps_addresses, version, created_at,
                    updated_at)
                VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?)
                """, [workspace, kind, name, ErrorProject.newKey(), budget, keepsAddresses, now, now]))
    }

    static func update(_ project: ErrorProject, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            UPDATE error_project SET name = ?, public_key = ?, budget_per_minute = ?, keeps_addresses = ?, version = ?, updated_at = ?
            WHERE id = ?
            """,
            [
                project.name, project.publicKey, project.budgetPerMinute, project.keepsAddresses, project.version, project.updatedAt,
                project.id,
            ])
    }

    static func delete(_ id: ErrorProjectID, in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM error_project WHERE id = ?", [id])
    }

    static func find(_ id: ErrorProjectID, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> ErrorProject? {
        try tx.row("SELECT * FROM error_project WHERE id = ? AND workspace_id = ?", [id, workspace]).map(decode)
    }

    static func builtIn(_ kind: ErrorProject.Kind, in tx: some SQLReading) throws -> ErrorProject? {
        try tx.row("SELECT * FROM error_project WHERE kind = ?", [kind]).map(decode)
    }

    /// In the order in which they were made.
    static func list(of workspace: ID<Workspace>, in tx: some SQLReading) throws -> [ErrorProject] {
        try tx.rows("SELECT * FROM error_project WHERE workspace_id = ? ORDER BY id LIMIT \(ErrorProjects.countLimit + 2)", [workspace])
            .map(decode)
    }

    /// Of all workspaces, for whoever asks who reports; a workspace has few, and a node few workspaces.
    static func all(in tx: some SQLReading) throws -> [ErrorProject] {
        try tx.rows("SELECT * FROM error_project ORDER BY id").map(decode)
    }

    private static func decode(_ row: SQLRow) throws -> ErrorProject {
        ErrorProject(
            id: try row["id"], workspaceID: try row["workspace_id"], kind: try row["kind"], name: try row["name"],
            publicKey: try row["public_key"], budgetPerMinute: try row["budget_per_minute"], keepsAddresses: try row["keeps_addresses"],
            version: try row["version"], createdAt: try row["created_at"], updatedAt: try row["updated_at"])
    }
}
