import DataStore
import Primitives

/// SQL of what was removed or replaced and can be brought back for a while.
enum TrashRows {
    private static let columns = """
        t.version_id, t.bucket_name, t.key, t.cache_control, t.metadata, t.owner_id, t.is_inert, t.is_replaced, t.trashed_at, t.trashed_by,
        v.byte_count, v.content_type
        """

    static let placesSQL = """
        SELECT version_id, bucket_name, key, trashed_at FROM trashed_object
        WHERE workspace_id = ? AND (trashed_at, version_id) < (?, ?) ORDER BY trashed_at DESC, version_id DESC LIMIT ?
        """

    static func insert(
        _ object: BucketObject, of bucket: Bucket, isReplaced: Bool, by actor: String?, at moment: Timestamp, in tx: WriteTransaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO trashed_object
                (version_id, workspace_id, bucket_name, key, cache_control, metadata, owner_id, is_inert, is_replaced, trashed_at,
                trashed_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                object.version.id, bucket.space, bucket.name, object.key, object.cacheControl, object.metadata, object.owner,
                object.isInert, isReplaced, moment, actor,
            ])
        try UsageRows.addTrash(bytes: object.version.byteCount, files: 1, to: bucket.space, in: tx)
    }

    static func find(_ version: ID<StoredObject>, in space: ID<BlobSpace>, _ tx: some SQLReading) throws -> TrashedObject? {
        try tx.row(
            """
            SELECT \(columns) FROM trashed_object AS t JOIN blob_object AS v ON v.id = t.version_id
            WHERE t.version_id = ? AND t.workspace_id = ?
            """, [version, space]
        ).map(trashed)
    }

    /// Where versions stand in the trash and what they were of, from below `place`.
    static func places(
        in space: ID<BlobSpace>, below place: TrashPlace, limit: Int, _ tx: some SQLReading
    ) throws -> [(place: TrashPlace, bucket: BucketName, key: ObjectKey)] {
        try tx.rows(placesSQL, [space, place.moment, place.version, limit]).map { row in
            (TrashPlace(moment: try row["trashed_at"], version: try row["version_id"]), try row["bucket_name"], try row["key"])
        }
    }

    static func expired(at moment: Timestamp, limit: Int, _ tx: some SQLReading) throws -> [ID<StoredObject>] {
        try tx.rows("SELECT version_id FROM trashed_object WHERE trashed_at < ? ORDER BY trashed_at LIMIT ?", [moment, limit]).map {
            try $0["version_id"]
        }
    }

    /// The versions in the trash whose keys begin with `prefix`.
    static func within(_ prefix: String, of bucket: Bucket, limit: Int, _ tx: some SQLReading) throws -> [ID<StoredObject>] {
        guard let end = KeyRange.successor(of: prefix) else { return [] }
        return try tx.rows(
            "SELECT version_id FROM trashed_object WHERE workspace_id = ? AND bucket_name = ? AND key >= ? AND key < ? LIMIT ?",
            [bucket.space, bucket.name, prefix, end, limit]
        ).map { try $0["version_id"] }
    }

    /// What is in the trash of a folder comes back into the other one.
    static func move(_ folder: String, to other: String, in bucket: Bucket, _ tx: WriteTransaction) throws {
        guard let end = KeyRange.successor(of: "\(folder)/") else { return }
        try tx.execute(
            """
            UPDATE trashed_object SET key = ? || substr(key, ?) WHERE workspace_id = ? AND bucket_name = ? AND key >= ? AND key < ?
            """, [other, folder.unicodeScalars.count + 1, bucket.space, bucket.name, "\(folder)/", end])
    }

    /// To be called while the version still has its row.
    static func delete(_ version: ID<StoredObject>, in tx: WriteTransaction) throws {
        let changed = try tx.execute("DELETE FROM trashed_object WHERE version_id = ?", [version])
        guard changed > 0, let stored = try ObjectRows.find(version, in: tx) else { return }
        try UsageRows.addTrash(bytes: -stored.byteCount, files: -1, to: stored.space, in: tx)
    }

    private static func trashed(_ row: SQLRow) throws -> TrashedObject {
        TrashedObject(
            versionID: try row["version_id"], bucketName: try row["bucket_name"], key: try row["key"], byteCount: try row["byte_count"],
            contentType: try row["content_type"], cacheControl: try row["cache_control"], metadata: try row["metadata"],
            owner: try row["owner_id"], isInert: try row["is_inert"], isReplaced: try row["is_replaced"], trashedAt: try row["trashed_at"],
            trashedBy: try row["trashed_by"])
    }
}
