import DataStore
import FoundationEssentials
import Primitives

/// The table of analyses: SQL and row mapping, nothing else.
enum AnalysisRows {
    static let migrations = [
        Migration(
            "analyses/001",
            """
            CREATE TABLE analysis (
                id TEXT PRIMARY KEY,
                lead_id TEXT NOT NULL REFERENCES lead(id),
                score INTEGER NOT NULL,
                analyzer TEXT NOT NULL,
                content TEXT NOT NULL,
                created_at INTEGER NOT NULL
            ) {strict};
            CREATE INDEX analysis_by_lead ON analysis (lead_id, id);
            """)
    ]

    /// Adds a version, and removes those that are past the number kept.
    static func insert(_ analysis: Analysis, of lead: ID<Lead>, at now: Timestamp, keeping count: Int, in tx: WriteTransaction) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let content = String(decoding: try encoder.encode(analysis), as: UTF8.self)
        try tx.execute(
            "INSERT INTO analysis (id, lead_id, score, analyzer, content, created_at) VALUES (?, ?, ?, ?, ?, ?)",
            [ID<Analysis>(at: now), lead, analysis.score.total, analysis.analyzer, content, now])
        try removeOld(of: lead, keeping: count, in: tx)
    }

    /// Removes those that are past the number kept.
    static func removeOld(of lead: ID<Lead>, keeping count: Int, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            DELETE FROM analysis WHERE lead_id = ? AND id <=
                (SELECT id FROM analysis WHERE lead_id = ? ORDER BY id DESC LIMIT 1 OFFSET ?)
            """, [lead, lead, count])
    }

    static func latest(of lead: ID<Lead>, in tx: some SQLReading) throws -> Analysis? {
        try latestText(of: lead, in: tx).map { try JSONDecoder().decode(Analysis.self, from: Data($0.utf8)) }
    }

    /// The JSON as it was kept, which is the JSON of the API.
    static func latestText(of lead: ID<Lead>, in tx: some SQLReading) throws -> String? {
        try tx.value("SELECT content FROM analysis WHERE lead_id = ? ORDER BY id DESC LIMIT 1", [lead])
    }

    static func exists(of lead: ID<Lead>, in tx: some SQLReading) throws -> Bool {
        try tx.row("SELECT 1 FROM analysis WHERE lead_id = ? LIMIT 1", [lead]) != nil
    }

    /// The newest first.
    static func versions(of lead: ID<Lead>, limit: Int, in tx: some SQLReading) throws -> [AnalysisVersion] {
        try tx.rows("SELECT id, score, analyzer, created_at FROM analysis WHERE lead_id = ? ORDER BY id DESC LIMIT ?", [lead, limit])
            .map(version)
    }

    static func find(_ id: ID<Analysis>, of lead: ID<Lead>, in tx: some SQLReading) throws -> (version: AnalysisVersion, text: String)? {
        try tx.row("SELECT id, score, analyzer, created_at, content FROM analysis WHERE id = ? AND lead_id = ?", [id, lead])
            .map { (try version($0), try $0["content"]) }
    }

    private static func version(_ row: SQLRow) throws -> AnalysisVersion {
        AnalysisVersion(id: try row["id"], createdAt: try row["created_at"], score: try row["score"], analyzer: try row["analyzer"])
    }
}
