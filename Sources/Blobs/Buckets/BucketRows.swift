import DataStore
import Primitives

/// SQL of buckets.
enum BucketRows {
    private static let columns = "id, workspace_id, name, is_public, byte_limit, media_types, generation, created_at, updated_at"

    static func insert(_ bucket: Bucket, in tx: WriteTransaction) throws {
        try tx.execute(
            "INSERT INTO bucket (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                bucket.id, bucket.space, bucket.name, bucket.isPublic, bucket.byteLimit, text(bucket.mediaTypes), bucket.generation,
                bucket.createdAt, bucket.updatedAt,
            ])
    }

    static func update(_ bucket: Bucket, in tx: WriteTransaction) throws {
        try tx.execute(
            "UPDATE bucket SET is_public = ?, byte_limit = ?, media_types = ?, generation = ?, updated_at = ? WHERE id = ?",
            [bucket.isPublic, bucket.byteLimit, text(bucket.mediaTypes), bucket.generation, bucket.updatedAt, bucket.id])
    }

    static func delete(_ id: ID<Bucket>, in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM bucket WHERE id = ?", [id])
    }

    static func find(_ name: BucketName, in space: ID<BlobSpace>, _ tx: some SQLReading) throws -> Bucket? {
        try tx.row("SELECT \(columns) FROM bucket WHERE workspace_id = ? AND name = ?", [space, name]).map(bucket)
    }

    static func find(_ id: ID<Bucket>, _ tx: some SQLReading) throws -> Bucket? {
        try tx.row("SELECT \(columns) FROM bucket WHERE id = ?", [id]).map(bucket)
    }

    static func findPublic(_ name: BucketName, _ tx: some SQLReading) throws -> Bucket? {
        try tx.row("SELECT \(columns) FROM bucket WHERE name = ? AND is_public = 1", [name]).map(bucket)
    }

    static func all(in space: ID<BlobSpace>, limit: Int, _ tx: some SQLReading) throws -> [Bucket] {
        try tx.rows("SELECT \(columns) FROM bucket WHERE workspace_id = ? ORDER BY name LIMIT ?", [space, limit]).map(bucket)
    }

    static func spacesWithout(_ name: BucketName, limit: Int, _ tx: some SQLReading) throws -> [ID<BlobSpace>] {
        try tx.rows(
            """
            SELECT id FROM workspace AS w WHERE NOT EXISTS (SELECT 1 FROM bucket AS b WHERE b.workspace_id = w.id AND b.name = ?) LIMIT ?
            """, [name, limit]
        ).map { try $0["id"] }
    }

    static func count(in space: ID<BlobSpace>, _ tx: some SQLReading) throws -> Int {
        try tx.value("SELECT count(*) FROM bucket WHERE workspace_id = ?", [space]) ?? 0
    }

    private static func bucket(_ row: SQLRow) throws -> Bucket {
        let types: String? = try row["media_types"]
        return Bucket(
            id: try row["id"], space: try row["workspace_id"], name: try row["name"], isPublic: try row["is_public"],
            byteLimit: try row["byte_limit"],
            mediaTypes: types.map { $0.split(separator: "\n").compactMap { MediaTypePattern(String($0)) } },
            generation: try row["generation"], createdAt: try row["created_at"], updatedAt: try row["updated_at"])
    }

    /// One a line: no pattern holds a line feed.
    private static func text(_ patterns: [MediaTypePattern]?) -> String? {
        patterns.map { $0.map(\.description).joined(separator: "\n") }
    }
}
