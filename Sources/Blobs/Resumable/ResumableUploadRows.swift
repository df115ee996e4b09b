import DataStore
import Primitives

/// SQL of uploads that come in parts.
enum ResumableUploadRows {
    static func insert(_ upload: ResumableUpload, in tx: WriteTransaction) throws {
        let object = upload.object
        try tx.execute(
            """
            INSERT INTO resumable_upload
                (id, workspace_id, bucket_id, key, content_type, cache_control, metadata, owner_id, replaces, byte_count, received_count, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                upload.id, upload.space, upload.bucketID, object.key, object.contentType, object.cacheControl, object.metadata,
                object.owner,
                upload.replaces, upload.byteCount, upload.receivedCount, upload.expiresAt,
            ])
    }

    static func find(_ id: ID<ResumableUpload>, _ tx: some SQLReading) throws -> ResumableUpload? {
        try tx.row("SELECT * FROM resumable_upload WHERE id = ?", [id]).map { row in
            ResumableUpload(
                id: try row["id"], space: try row["workspace_id"], bucketID: try row["bucket_id"],
                object: NewObject(
                    key: try row["key"], contentType: try row["content_type"], cacheControl: try row["cache_control"],
                    metadata: try row["metadata"], owner: try row["owner_id"]),
                replaces: try row["replaces"], byteCount: try row["byte_count"], receivedCount: try row["received_count"],
                isFinished: try row["is_finished"], expiresAt: try row["expires_at"])
        }
    }

    static func update(_ id: ID<ResumableUpload>, receivedCount: Int64, expiresAt: Timestamp, in tx: WriteTransaction) throws {
        try tx.execute(
            "UPDATE resumable_upload SET received_count = ?, expires_at = ? WHERE id = ?", [receivedCount, expiresAt, id])
    }

    /// Lets an upload be over; only that it was there is kept. False when there is no such upload to be finished.
    static func finish(_ id: ID<ResumableUpload>, in tx: WriteTransaction) throws -> Bool {
        try tx.execute(
            "UPDATE resumable_upload SET is_finished = 1, received_count = byte_count, metadata = NULL WHERE id = ? AND is_finished = 0",
            [id]
        ) == 1
    }

    /// How many are open.
    static func count(in space: ID<BlobSpace>, _ tx: some SQLReading) throws -> Int {
        try tx.value("SELECT count(*) FROM resumable_upload WHERE workspace_id = ? AND is_finished = 0", [space]) ?? 0
    }

    @discardableResult
    static func delete(_ id: ID<ResumableUpload>, in tx: WriteTransaction) throws -> Bool {
        try tx.execute("DELETE FROM resumable_upload WHERE id = ?", [id]) == 1
    }

    static func deleteAll(of bucket: ID<Bucket>, in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM resumable_upload WHERE bucket_id = ?", [bucket])
    }

    static func deleteExpired(at moment: Timestamp, in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM resumable_upload WHERE expires_at < ?", [moment])
    }
}
