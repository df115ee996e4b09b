import DataStore
import Primitives

/// The table of leads' keys: SQL and row mapping, nothing else.
///
/// The keys of a project lie together by value, so that who else has one is found in the primary key's own tree.
enum LeadKeyRows {
    static let migrations = [
        Migration(
            "duplicates/001",
            """
            CREATE TABLE lead_key (
                project_id TEXT NOT NULL REFERENCES project(id),
                kind TEXT NOT NULL,
                value TEXT NOT NULL,
                lead_id TEXT NOT NULL REFERENCES lead(id),
                source TEXT NOT NULL,
                PRIMARY KEY (project_id, kind, value, lead_id, source)
            ) {clustered};
            CREATE INDEX lead_key_by_lead ON lead_key (lead_id);
            CREATE TABLE merged_lead (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL REFERENCES workspace(id),
                into_id TEXT NOT NULL REFERENCES lead(id),
                merged_at INTEGER NOT NULL
            ) {clustered};
            CREATE INDEX merged_lead_by_into ON merged_lead (into_id);
            """)
    ]

    static func insert(
        _ key: LeadKey, of lead: ID<Lead>, in project: ID<Project>, source: LeadKey.Source, _ tx: WriteTransaction
    ) throws {
        try tx.execute(
            "INSERT INTO lead_key (project_id, kind, value, lead_id, source) VALUES (?, ?, ?, ?, ?)",
            [project, key.kind, key.value, lead, source])
    }

    /// Makes `keys` those of that source.
    static func replace(
        _ keys: [LeadKey], of lead: ID<Lead>, in project: ID<Project>, source: LeadKey.Source, _ tx: WriteTransaction
    ) throws {
        try tx.execute("DELETE FROM lead_key WHERE lead_id = ? AND source = ?", [lead, source])
        for key in keys { try insert(key, of: lead, in: project, source: source, tx) }
    }

    /// Adds those that the source does not have yet.
    static func add(
        _ keys: [LeadKey], of lead: ID<Lead>, in project: ID<Project>, source: LeadKey.Source, _ tx: WriteTransaction
    ) throws {
        for key in keys {
            try tx.execute(
                "INSERT INTO lead_key (project_id, kind, value, lead_id, source) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                [project, key.kind, key.value, lead, source])
        }
    }

    /// All keys of a lead, of whatever source, each once.
    static func keys(of lead: ID<Lead>, in tx: some SQLReading) throws -> [LeadKey] {
        try tx.rows("SELECT DISTINCT kind, value FROM lead_key WHERE lead_id = ? ORDER BY kind, value", [lead]).map {
            LeadKey(try $0["kind"], try $0["value"])
        }
    }

    /// The lead's keys count in another project from now on.
    static func move(_ lead: ID<Lead>, to project: ID<Project>, in tx: WriteTransaction) throws {
        try tx.execute("UPDATE lead_key SET project_id = ? WHERE lead_id = ?", [project, lead])
    }

    static func remove(of lead: ID<Lead>, in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM lead_key WHERE lead_id = ?", [lead])
    }

    /// The newest leads outside the trash with that key.
    ///
    /// - Parameter depth: how many leads with the key are looked at, those in the trash included.
    static func leads(
        with key: LeadKey, in project: ID<Project>, depth: Int, limit: Int, _ tx: some SQLReading
    ) throws -> [(id: ID<Lead>, company: String)] {
        try tx.rows(
            """
            SELECT l.id, l.company FROM (
                SELECT DISTINCT lead_id FROM lead_key WHERE project_id = ? AND kind = ? AND value = ? ORDER BY lead_id DESC LIMIT ?
            ) AS k CROSS JOIN lead AS l ON l.id = k.lead_id WHERE l.deleted_at IS NULL LIMIT ?
            """, [project, key.kind, key.value, depth, limit]
        ).map { (try $0["id"], try $0["company"]) }
    }
}
