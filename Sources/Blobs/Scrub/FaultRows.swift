import DataStore
import Primitives

/// SQL of the files that were found damaged.
enum FaultRows {
    /// Names that a report lists of one file.
    private static let nameLimit = 10

    /// - Returns: whether it was not known.
    static func mark(_ file: DamagedFile, at moment: Timestamp, in tx: WriteTransaction) throws -> Bool {
        let isKnown = try tx.row("SELECT fault FROM blob_fault WHERE workspace_id = ? AND sha256 = ?", [file.space, file.hash]) != nil
        if !isKnown {
            try tx.execute(
                "INSERT INTO blob_fault (workspace_id, sha256, fault, found_at) VALUES (?, ?, ?, ?)",
                [file.space, file.hash, file.fault.rawValue, moment])
        }
        return !isKnown
    }

    /// Whether something of a workspace was found since.
    static func hasFound(in space: ID<BlobSpace>, since moment: Timestamp, _ tx: some SQLReading) throws -> Bool {
        try tx.row("SELECT sha256 FROM blob_fault WHERE workspace_id = ? AND found_at >= ? LIMIT 1", [space, moment]) != nil
    }

    static func all(limit: Int, _ tx: some SQLReading) throws -> [BlobKey] {
        try tx.rows("SELECT workspace_id, sha256 FROM blob_fault ORDER BY workspace_id, sha256 LIMIT ?", [limit]).map {
            BlobKey(space: try $0["workspace_id"], hash: try $0["sha256"])
        }
    }

    static func clear(_ key: BlobKey, in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM blob_fault WHERE workspace_id = ? AND sha256 = ?", [key.space, key.hash])
    }

    static func count(_ tx: some SQLReading) throws -> Int {
        try tx.value("SELECT count(*) FROM (SELECT 1 FROM blob_fault LIMIT 1000) AS few") ?? 0
    }

    /// What people call what is in a file: keys with their buckets, or download names.
    static func names(of key: BlobKey, _ tx: some SQLReading) throws -> [String] {
        try tx.rows(
            """
            SELECT COALESCE(b.name || '/' || o.key, t.bucket_name || '/' || t.key || ' (trash)', v.name) AS name
            FROM blob_object AS v LEFT JOIN bucket_object AS o ON o.version_id = v.id LEFT JOIN bucket AS b ON b.id = o.bucket_id
                LEFT JOIN trashed_object AS t ON t.version_id = v.id
            WHERE v.workspace_id = ? AND v.sha256 = ? ORDER BY v.id LIMIT ?
            """, [key.space, key.hash, nameLimit]
        ).map { try $0["name"] }
    }
}
