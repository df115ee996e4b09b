import DataStore
import Primitives

/// SQL of objects in buckets.
enum BucketObjectRows {
    /// Names that one statement asks for.
    private static let batchLimit = 256

    private static let columns = """
        o.bucket_id, o.key, o.id, o.version_id, o.cache_control, o.metadata, o.owner_id, o.is_inert, o.generation, o.created_at, o.updated_at,
        v.workspace_id, v.sha256, v.byte_count, v.content_type, v.name, v.purpose, v.created_at AS version_created_at
        """
    private static let source = "bucket_object AS o JOIN blob_object AS v ON v.id = o.version_id"

    static func insert(_ object: BucketObject, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO bucket_object
                (bucket_id, key, folder, id, version_id, cache_control, metadata, owner_id, is_inert, generation, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                object.bucketID, object.key, object.key.folder, object.id, object.version.id, object.cacheControl, object.metadata,
                object.owner, object.isInert, object.generation, object.createdAt, object.updatedAt,
            ])
    }

    static func update(_ object: BucketObject, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            UPDATE bucket_object SET version_id = ?, cache_control = ?, metadata = ?, owner_id = ?, is_inert = ?, generation = ?, updated_at = ?
            WHERE bucket_id = ? AND key = ?
            """,
            [
                object.version.id, object.cacheControl, object.metadata, object.owner, object.isInert, object.generation, object.updatedAt,
                object.bucketID, object.key,
            ])
    }

    static func delete(_ key: ObjectKey, in bucket: ID<Bucket>, _ tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM bucket_object WHERE bucket_id = ? AND key = ?", [bucket, key])
    }

    static func find(_ key: ObjectKey, in bucket: ID<Bucket>, _ tx: some SQLReading) throws -> BucketObject? {
        try tx.row("SELECT \(columns) FROM \(source) WHERE o.bucket_id = ? AND o.key = ?", [bucket, key]).map(object)
    }

    /// Those of `keys` that there are, by their keys.
    static func find(_ keys: [ObjectKey], in bucket: ID<Bucket>, _ tx: some SQLReading) throws -> [ObjectKey: BucketObject] {
        try batches(of: keys) { batch, places in
            try tx.rows("SELECT \(columns) FROM \(source) WHERE o.bucket_id = ? AND o.key IN (\(places))", [bucket] + batch).map(object)
                .map { ($0.key, $0) }
        }
    }

    /// The generations of those of `keys` that there are: what a link is bound to, without the rest.
    static func generations(of keys: [ObjectKey], in bucket: ID<Bucket>, _ tx: some SQLReading) throws -> [ObjectKey: Int64] {
        // Neighbours are on one page: out of order, ten thousand keys would be as many pages read.
        try batches(of: keys.sorted { $0.description < $1.description }) { batch, places in
            try tx.rows("SELECT key, generation FROM bucket_object WHERE bucket_id = ? AND key IN (\(places))", [bucket] + batch).map {
                (try $0["key"], try $0["generation"])
            }
        }
    }

    /// Any of a bucket, as they come.
    static func some(of bucket: ID<Bucket>, limit: Int, _ tx: some SQLReading) throws -> [BucketObject] {
        try tx.rows("SELECT \(columns) FROM \(source) WHERE o.bucket_id = ? ORDER BY o.key LIMIT ?", [bucket, limit]).map(object)
    }

    /// Those whose keys begin with `prefix`, in order.
    static func within(_ prefix: String, of bucket: ID<Bucket>, limit: Int, _ tx: some SQLReading) throws -> [BucketObject] {
        guard let end = KeyRange.successor(of: prefix) else { return [] }
        return try tx.rows(
            "SELECT \(columns) FROM \(source) WHERE o.bucket_id = ? AND o.key >= ? AND o.key < ? ORDER BY o.key LIMIT ?",
            [bucket, prefix, end, limit]
        ).map(object)
    }

    static func isEmpty(_ bucket: ID<Bucket>, _ tx: some SQLReading) throws -> Bool {
        try tx.row("SELECT key FROM bucket_object WHERE bucket_id = ? LIMIT 1", [bucket]) == nil
    }

    private static func batches<Value>(
        of keys: [ObjectKey], _ fetch: ([any SQLConvertible], String) throws -> [(ObjectKey, Value)]
    ) throws -> [ObjectKey: Value] {
        var found: [ObjectKey: Value] = [:]
        var rest = keys[...]
        while !rest.isEmpty {
            let batch = rest.prefix(batchLimit)
            rest = rest.dropFirst(batchLimit)
            let places = repeatElement("?", count: batch.count).joined(separator: ", ")
            for (key, value) in try fetch(Array(batch), places) { found[key] = value }
        }
        return found
    }

    private static func object(_ row: SQLRow) throws -> BucketObject {
        BucketObject(
            id: try row["id"], bucketID: try row["bucket_id"], key: try row["key"],
            version: StoredObject(
                id: try row["version_id"], hash: try row["sha256"], byteCount: try row["byte_count"], contentType: try row["content_type"],
                name: try row["name"], purpose: try row["purpose"], createdAt: try row["version_created_at"], space: try row["workspace_id"]
            ),
            cacheControl: try row["cache_control"], metadata: try row["metadata"], owner: try row["owner_id"],
            isInert: try row["is_inert"], generation: try row["generation"], createdAt: try row["created_at"],
            updatedAt: try row["updated_at"])
    }
}
