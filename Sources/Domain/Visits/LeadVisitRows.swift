import DataStore
import Identity
import Primitives

/// How far people have seen leads: SQL, nothing else.
enum LeadVisitRows {
    /// `up_to` is empty where there was nothing to see yet: before every id.
    static let migrations = [
        Migration(
            "visits/001",
            """
            CREATE TABLE lead_visit (
                lead_id TEXT NOT NULL REFERENCES lead(id),
                person_id TEXT NOT NULL,
                workspace_id TEXT NOT NULL,
                up_to TEXT NOT NULL,
                at INTEGER NOT NULL,
                PRIMARY KEY (lead_id, person_id)
            ) {clustered};
            CREATE INDEX lead_visit_by_person ON lead_visit (workspace_id, person_id, at);
            """)
    ]

    static func find(_ lead: ID<Lead>, of person: ID<Person>, in tx: some SQLReading) throws -> LeadVisit? {
        try tx.row("SELECT lead_id, up_to, at FROM lead_visit WHERE lead_id = ? AND person_id = ?", [lead, person]).map(visit)
    }

    static func set(_ visit: LeadVisit, of person: ID<Person>, in workspace: ID<Workspace>, _ tx: WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO lead_visit (lead_id, person_id, workspace_id, up_to, at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (lead_id, person_id) DO UPDATE SET up_to = excluded.up_to, at = excluded.at
            """, [visit.leadId, person, workspace, visit.upTo?.description ?? "", visit.at])
    }

    /// Of the leads that the person was at last, those that others changed since.
    static func news(for person: ID<Person>, in workspace: ID<Workspace>, _ tx: some SQLReading) throws -> [LeadNews] {
        let visits = try tx.rows(
            """
            SELECT v.lead_id, v.up_to, v.at FROM (
                SELECT lead_id, up_to, at FROM lead_visit WHERE workspace_id = ? AND person_id = ? ORDER BY at DESC LIMIT ?) AS v
            JOIN lead AS l ON l.id = v.lead_id
            WHERE l.deleted_at IS NULL AND EXISTS (SELECT 1 FROM lead_change AS c WHERE c.lead_id = v.lead_id AND c.id > v.up_to)
            ORDER BY v.at DESC
            """, [workspace, person, LeadNews.visitLimit]
        ).map(visit)
        return try visits.map { LeadNews(visit: $0, changes: try changes(since: $0, for: person, in: tx)) }.filter { $0.changes > 0 }
    }

    /// How many changes others made to a lead since the visit, up to ``LeadNews/countLimit``.
    static func changes(since visit: LeadVisit, for person: ID<Person>, in tx: some SQLReading) throws -> Int {
        try tx.value("SELECT \(changeCount)", [visit.leadId, visit.upTo?.description ?? "", person, LeadNews.countLimit]) ?? 0
    }

    /// The lead, behind which entry, of whom not, and how many at most.
    private static let changeCount = """
        (SELECT count(*) FROM (
            SELECT 1 FROM lead_change AS c
            WHERE c.lead_id = ? AND c.id > ? AND c.merged_id IS NULL
                AND NOT (c.actor_kind = 'person' AND c.actor_id = ?) LIMIT ?) AS found)
        """

    private static func visit(_ row: SQLRow) throws -> LeadVisit {
        LeadVisit(leadId: try row["lead_id"], upTo: ID(try row["up_to"] as String), at: try row["at"])
    }
}
