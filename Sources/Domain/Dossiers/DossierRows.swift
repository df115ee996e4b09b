import Blobs
import DataStore
import Primitives

/// The table of dossiers: SQL and row mapping, nothing else.
enum DossierRows {
    static let migrations = [
        Migration(
            "dossiers/001",
            """
            CREATE TABLE dossier (
                id TEXT PRIMARY KEY,
                lead_id TEXT NOT NULL REFERENCES lead(id),
                object_id TEXT NOT NULL,
                pages INTEGER NOT NULL,
                created_at INTEGER NOT NULL
            ) {strict};
            CREATE INDEX dossier_by_lead ON dossier (lead_id, id);
            """)
    ]

    static func insert(_ dossier: Dossier, in tx: WriteTransaction) throws {
        try tx.execute(
            "INSERT INTO dossier (id, lead_id, object_id, pages, created_at) VALUES (?, ?, ?, ?, ?)",
            [dossier.id, dossier.leadID, dossier.object.id, dossier.pages, dossier.createdAt])
    }

    static func latest(of lead: ID<Lead>, blobs: BlobStore, in tx: some SQLReading) throws -> Dossier? {
        try newest(of: lead, limit: 1, blobs: blobs, in: tx).first
    }

    /// Those whose files are there.
    static func newest(
        of lead: ID<Lead>, before last: ID<Dossier>? = nil, limit: Int, blobs: BlobStore, in tx: some SQLReading
    ) throws -> [Dossier] {
        try tx.rows(
            """
            SELECT * FROM dossier
            WHERE lead_id = ?1 AND (?2 IS NULL OR id < ?2) AND EXISTS (SELECT 1 FROM blob_object WHERE blob_object.id = dossier.object_id)
            ORDER BY id DESC LIMIT ?3
            """, [lead, last, limit]
        ).compactMap { row in
            guard let object = try blobs.find(try row["object_id"], in: tx) else { return nil }
            return Dossier(id: try row["id"], leadID: lead, object: object, pages: try row["pages"], createdAt: try row["created_at"])
        }
    }
}
