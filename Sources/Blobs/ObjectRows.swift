import DataStore
import Primitives

/// SQL of stored objects.
enum ObjectRows {
    /// The bytes that a row, or several, refer to.
    struct Content: Sendable {
        let key: BlobKey
        let byteCount: Int64
        let objectID: ID<StoredObject>
    }

    static func insert(_ object: StoredObject, in transaction: WriteTransaction) throws {
        try transaction.execute(
            """
            INSERT INTO blob_object (id, workspace_id, sha256, byte_count, content_type, name, purpose, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                object.id, object.space, object.hash, object.byteCount, object.contentType, object.name, object.purpose, object.createdAt,
            ])
        try UsageRows.add(bytes: object.byteCount, files: 1, to: object.space, in: transaction)
    }

    static func rename(_ id: ID<StoredObject>, to name: ObjectName, in transaction: WriteTransaction) throws {
        try transaction.execute("UPDATE blob_object SET name = ? WHERE id = ?", [name, id])
    }

    /// - Returns: whether there was such a row.
    @discardableResult
    static func delete(_ id: ID<StoredObject>, in transaction: WriteTransaction) throws -> Bool {
        guard let object = try find(id, in: transaction) else { return false }
        try transaction.execute("DELETE FROM blob_object WHERE id = ?", [id])
        try UsageRows.add(bytes: -object.byteCount, files: -1, to: object.space, in: transaction)
        return true
    }

    static func find(_ id: ID<StoredObject>, in transaction: some SQLReading) throws -> StoredObject? {
        try transaction.row(
            "SELECT id, workspace_id, sha256, byte_count, content_type, name, purpose, created_at FROM blob_object WHERE id = ?", [id]
        ).map { row in
            StoredObject(
                id: try row["id"], hash: try row["sha256"], byteCount: try row["byte_count"], contentType: try row["content_type"],
                name: try row["name"], purpose: try row["purpose"], createdAt: try row["created_at"], space: try row["workspace_id"])
        }
    }

    /// Which of the hashes that begin with `prefix` are referred to. A leaf folder holds one in 256 of them.
    static func hashes(in space: ID<BlobSpace>, prefix: String, _ transaction: some SQLReading) throws -> Set<ContentHash> {
        // "g" sorts after every hexadecimal digit.
        let rows = try transaction.rows(
            "SELECT DISTINCT sha256 FROM blob_object WHERE workspace_id = ? AND sha256 >= ? AND sha256 < ?", [space, prefix, prefix + "g"])
        return try rows.reduce(into: []) { hashes, row in
            let hash: ContentHash = try row["sha256"]
            hashes.insert(hash)
        }
    }

    /// Some contents, each as likely as another; reads every id.
    static func anyContents(limit: Int, in transaction: some SQLReading) throws -> [Content] {
        try transaction.rows(
            "SELECT workspace_id, sha256, byte_count, id FROM blob_object WHERE id IN (SELECT id FROM blob_object ORDER BY random() LIMIT ?)",
            [limit]
        ).map { row in
            Content(
                key: BlobKey(space: try row["workspace_id"], hash: try row["sha256"]), byteCount: try row["byte_count"],
                objectID: try row["id"])
        }
    }

    static func content(of key: BlobKey, _ transaction: some SQLReading) throws -> Content? {
        try transaction.row(
            "SELECT byte_count, id FROM blob_object WHERE workspace_id = ? AND sha256 = ? ORDER BY id LIMIT 1", [key.space, key.hash]
        ).map { Content(key: key, byteCount: try $0["byte_count"], objectID: try $0["id"]) }
    }

    /// The referred contents after `key`, in order, each once.
    static func contents(after key: BlobKey?, limit: Int, _ transaction: some SQLReading) throws -> [Content] {
        try transaction.rows(
            """
            SELECT workspace_id, sha256, max(byte_count) AS byte_count, min(id) AS id FROM blob_object
            WHERE (workspace_id, sha256) > (?, ?) GROUP BY workspace_id, sha256 ORDER BY workspace_id, sha256 LIMIT ?
            """, [key?.space.description ?? "", key?.hash.description ?? "", limit]
        ).map { row in
            Content(
                key: BlobKey(space: try row["workspace_id"], hash: try row["sha256"]), byteCount: try row["byte_count"],
                objectID: try row["id"])
        }
    }
}
