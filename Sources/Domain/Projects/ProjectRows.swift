import DataStore
import Identity
import Primitives

/// The table of projects: SQL and row mapping, nothing else.
enum ProjectRows {
    static let migrations = [
        Migration(
            "projects/001",
            """
            CREATE TABLE project (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL REFERENCES workspace(id),
                name TEXT NOT NULL,
                description TEXT,
                is_default INTEGER NOT NULL,
                duplicate_policy TEXT NOT NULL CHECK (duplicate_policy IN ('keep', 'merge', 'refuse')),
                archived_at INTEGER,
                deleted_at INTEGER,
                version INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL
            ) {strict};
            CREATE INDEX project_by_workspace ON project (workspace_id, id);
            CREATE UNIQUE INDEX project_default ON project (workspace_id) WHERE is_default = 1;
            """)
    ]

    static func insert(_ project: Project, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO project (id, workspace_id, name, description, is_default, duplicate_policy, version, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                project.id, project.workspaceId, project.name, project.description, project.isDefault, project.duplicatePolicy,
                project.version, project.createdAt, project.updatedAt,
            ])
    }

    static func `default`(of workspace: ID<Workspace>, in tx: some SQLReading) throws -> Project? {
        try tx.row("SELECT * FROM project WHERE workspace_id = ? AND is_default = 1", [workspace]).map(decode)
    }

    static func find(_ id: ID<Project>, in tx: some SQLReading) throws -> Project? {
        try tx.row("SELECT * FROM project WHERE id = ?", [id]).map(decode)
    }

    static func defaultPlace(of workspace: ID<Workspace>, in tx: some SQLReading) throws -> ProjectPlace? {
        try tx.row("SELECT id, duplicate_policy FROM project WHERE workspace_id = ? AND is_default = 1", [workspace]).map {
            ProjectPlace(projectID: try $0["id"], policy: try $0["duplicate_policy"])
        }
    }

    static func find(_ id: ID<Project>, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> Project? {
        try tx.row("SELECT * FROM project WHERE id = ? AND workspace_id = ?", [id, workspace]).map(decode)
    }

    /// Writes all that can change.
    static func update(_ project: Project, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            UPDATE project SET name = ?, description = ?, is_default = ?, duplicate_policy = ?, archived_at = ?, deleted_at = ?, version = ?,
                updated_at = ?
            WHERE id = ?
            """,
            [
                project.name, project.description, project.isDefault, project.duplicatePolicy, project.archivedAt, project.deletedAt,
                project.version, project.updatedAt, project.id,
            ])
    }

    /// In the order in which they were made.
    static func list(of workspace: ID<Workspace>, in tx: some SQLReading) throws -> [Project] {
        try tx.rows("SELECT * FROM project WHERE workspace_id = ? ORDER BY id LIMIT \(ProjectDesk.limit)", [workspace]).map(decode)
    }

    static func count(of workspace: ID<Workspace>, in tx: some SQLReading) throws -> Int {
        try tx.value("SELECT count(*) FROM project WHERE workspace_id = ?", [workspace]) ?? 0
    }

    /// Whether a lead outside the trash is in it.
    static func hasLeads(_ id: ID<Project>, in tx: some SQLReading) throws -> Bool {
        try tx.row(
            "SELECT l.id FROM stage AS s JOIN lead AS l ON l.stage_id = s.id WHERE s.project_id = ? AND l.deleted_at IS NULL LIMIT 1", [id])
            != nil
    }

    /// Removes those that are in the trash for longer, with their stages and channels, and have no lead left there either; answers whether
    /// there may be more.
    static func removeTrashed(before end: Timestamp, in tx: WriteTransaction) throws -> Bool {
        let due = try tx.rows(
            """
            SELECT id, workspace_id FROM project AS p
            WHERE deleted_at < ? AND NOT EXISTS (
                SELECT 1 FROM stage AS s JOIN lead AS l ON l.stage_id = s.id WHERE s.project_id = p.id) LIMIT 100
            """, [end]
        ).map { (id: try $0["id"] as ID<Project>, workspace: try $0["workspace_id"] as ID<Workspace>) }
        for (id, workspace) in due {
            if try ChannelRemoval.step(ID(high: id.high, low: id.low), of: workspace, in: tx) { return true }
            try tx.execute("DELETE FROM stage WHERE project_id = ?", [id])
            try tx.execute("DELETE FROM project WHERE id = ?", [id])
        }
        return due.count == 100
    }

    private static func decode(_ row: SQLRow) throws -> Project {
        Project(
            id: try row["id"], workspaceId: try row["workspace_id"], name: try row["name"], description: try row["description"],
            isDefault: try row["is_default"], duplicatePolicy: try row["duplicate_policy"], archivedAt: try row["archived_at"],
            deletedAt: try row["deleted_at"], version: try row["version"], createdAt: try row["created_at"],
            updatedAt: try row["updated_at"])
    }
}
