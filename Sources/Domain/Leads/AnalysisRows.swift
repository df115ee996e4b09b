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
                content TEXT NOT NULL,
                created_at INTEGER NOT NULL
            ) {strict};
            CREATE INDEX analysis_by_lead ON analysis (lead_id, id);
            """)
    ]

    static func insert(_ analysis: Analysis, of lead: ID<Lead>, at now: Timestamp, in tx: WriteTransaction) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let content = String(decoding: try encoder.encode(analysis), as: UTF8.self)
        try tx.execute(
            "INSERT INTO analysis (id, lead_id, score, content, created_at) VALUES (?, ?, ?, ?, ?)",
            [ID<Analysis>(at: now), lead, analysis.score.total, content, now])
    }

    static func latest(of lead: ID<Lead>, in tx: some SQLReading) throws -> Analysis? {
        try latestText(of: lead, in: tx).map { try JSONDecoder().decode(Analysis.self, from: Data($0.utf8)) }
    }

    /// The JSON as it was kept, which is the JSON of the API.
    static func latestText(of lead: ID<Lead>, in tx: some SQLReading) throws -> String? {
        try tx.value("SELECT content FROM analysis WHERE lead_id = ? ORDER BY id DESC LIMIT 1", [lead])
    }
}
