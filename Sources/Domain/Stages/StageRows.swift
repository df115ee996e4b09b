import DataStore
import Identity
import Primitives

/// The table of stages: SQL and row mapping, nothing else.
enum StageRows {
    static let migrations = [
        Migration(
            "stages/001",
            """
            CREATE TABLE stage (
                id TEXT PRIMARY KEY,
                project_id TEXT NOT NULL REFERENCES project(id),
                name TEXT NOT NULL,
                position INTEGER NOT NULL,
                kind TEXT NOT NULL CHECK (kind IN ('open', 'won', 'lost')),
                probability INTEGER NOT NULL CHECK (probability BETWEEN 0 AND 100),
                colour TEXT NOT NULL,
                stale_days INTEGER CHECK (stale_days > 0),
                required_fields TEXT,
                closing INTEGER NOT NULL DEFAULT 0,
                version INTEGER NOT NULL
            ) {strict};
            CREATE INDEX stage_by_project ON stage (project_id, position);
            """)
    ]

    static func insert(_ stage: Stage, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO stage (id, project_id, name, position, kind, probability, colour, stale_days, required_fields, version)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                stage.id, stage.projectId, stage.name, stage.position, stage.kind, stage.probability, stage.colour, stage.staleDays,
                TagList(stage.requiredFields).text, stage.version,
            ])
    }

    /// Writes all that can change.
    static func update(_ stage: Stage, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            UPDATE stage SET name = ?, position = ?, kind = ?, probability = ?, colour = ?, stale_days = ?, required_fields = ?, closing = ?,
                version = ?
            WHERE id = ?
            """,
            [
                stage.name, stage.position, stage.kind, stage.probability, stage.colour, stage.staleDays,
                TagList(stage.requiredFields).text,
                stage.isClosing, stage.version, stage.id,
            ])
    }

    static func find(_ id: ID<Stage>, in tx: some SQLReading) throws -> Stage? {
        try tx.row("SELECT * FROM stage WHERE id = ?", [id]).map(decode)
    }

    static func find(_ id: ID<Stage>, in workspace: ID<Workspace>, _ tx: some SQLReading) throws -> Stage? {
        try tx.row(
            "SELECT s.* FROM stage AS s JOIN project AS p ON p.id = s.project_id WHERE s.id = ? AND p.workspace_id = ?", [id, workspace]
        ).map(decode)
    }

    /// All leads in it, those in the archive and the trash too.
    static func leads(in stage: ID<Stage>, _ tx: some SQLReading) throws -> Int {
        try tx.value("SELECT count(*) FROM lead WHERE stage_id = ?", [stage]) ?? 0
    }

    static func remove(_ id: ID<Stage>, in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM stage WHERE id = ?", [id])
    }

    /// In their order.
    static func all(of project: ID<Project>, in tx: some SQLReading) throws -> [Stage] {
        try tx.rows("SELECT * FROM stage WHERE project_id = ? ORDER BY position", [project]).map(decode)
    }

    static func find(_ id: ID<Stage>, of project: ID<Project>, in tx: some SQLReading) throws -> Stage? {
        try tx.row("SELECT * FROM stage WHERE id = ? AND project_id = ?", [id, project]).map(decode)
    }

    static func name(of id: ID<Stage>, in tx: some SQLReading) throws -> String? {
        try tx.value("SELECT name FROM stage WHERE id = ?", [id])
    }

    /// Where a lead that comes new into the project stands.
    static func first(of project: ID<Project>, in tx: some SQLReading) throws -> ID<Stage>? {
        try tx.value("SELECT id FROM stage WHERE project_id = ? AND kind = 'open' AND closing = 0 ORDER BY position LIMIT 1", [project])
    }

    private static func decode(_ row: SQLRow) throws -> Stage {
        Stage(
            id: try row["id"], projectId: try row["project_id"], name: try row["name"], position: try row["position"],
            kind: try row["kind"], probability: try row["probability"], colour: try row["colour"], staleDays: try row["stale_days"],
            requiredFields: try TagList(text: row["required_fields"]).tags, version: try row["version"],
            isClosing: try row["closing"])
    }
}
