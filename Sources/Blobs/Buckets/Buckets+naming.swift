package import DataStore
package import Primitives

/// Files that are called by somebody who is to be forgotten.
extension Buckets {
    /// Where a name stands.
    package enum NamedFile: Sendable, Hashable {
        case object(ObjectKey, ID<Bucket>)
        case trashed(ID<StoredObject>)
        case upload(ID<ResumableUpload>)
        /// What is in no bucket.
        case stored(ID<StoredObject>)
    }

    /// The objects, versions in the trash and uploads of a workspace in whose key, name or metadata one of the texts stands, whatever its case.
    package static func files(naming terms: [String], of space: ID<BlobSpace>, in tx: some SQLReading) throws -> [NamedFile] {
        var found: Set<NamedFile> = []
        for term in terms {
            for row in try tx.rows(
                """
                SELECT o.bucket_id, o.key FROM bucket AS b JOIN bucket_object AS o ON o.bucket_id = b.id
                WHERE b.workspace_id = ? AND instr(lower(o.key || char(10) || coalesce(o.metadata, '')), lower(?)) > 0
                """, [space, term])
            { found.insert(.object(try row["key"], try row["bucket_id"])) }
            for row in try tx.rows(
                """
                SELECT version_id FROM trashed_object
                WHERE workspace_id = ? AND instr(lower(key || char(10) || coalesce(metadata, '')), lower(?)) > 0
                """, [space, term])
            { found.insert(.trashed(try row["version_id"])) }
            for row in try tx.rows(
                """
                SELECT id FROM resumable_upload
                WHERE workspace_id = ? AND instr(lower(key || char(10) || coalesce(metadata, '')), lower(?)) > 0
                """, [space, term])
            { found.insert(.upload(try row["id"])) }
            for row in try tx.rows(
                """
                SELECT id FROM blob_object AS v WHERE workspace_id = ? AND instr(lower(name), lower(?)) > 0
                    AND NOT EXISTS (SELECT 1 FROM bucket_object AS o WHERE o.version_id = v.id)
                    AND NOT EXISTS (SELECT 1 FROM trashed_object AS t WHERE t.version_id = v.id)
                """, [space, term])
            { found.insert(.stored(try row["id"])) }
        }
        return found.sorted { $0.order < $1.order }
    }

    /// Gives a file the key, name and metadata that `replacing` makes of its own, in the caller's write. A key that is taken gets a number;
    /// links to the old key end.
    ///
    /// - Returns: the keys, where an object in a bucket has another one now.
    package static func rewrite(
        _ file: NamedFile, of space: ID<BlobSpace>, at now: Timestamp, in tx: WriteTransaction, replacing: (String) -> String
    ) throws -> (bucket: BucketName, old: ObjectKey, new: ObjectKey)? {
        switch file {
        case .object(let key, let id):
            guard let bucket = try BucketRows.find(id, tx), let object = try BucketObjectRows.find(key, in: id, tx) else { return nil }
            if let metadata = object.metadata {
                try tx.execute(
                    "UPDATE bucket_object SET metadata = ? WHERE bucket_id = ? AND key = ?", [replacing(metadata), id, key])
            }
            let text = replacing(key.description)
            guard text != key.description else { return nil }
            let new = try freeKey(text, in: bucket, tx) ?? fallback(object.version.id)
            try rename(key, to: new, in: bucket.name, of: space, at: now, in: tx)
            return (bucket.name, key, new)
        case .trashed(let version):
            guard let row = try tx.row("SELECT key, metadata FROM trashed_object WHERE version_id = ?", [version]) else { return nil }
            let (key, metadata): (ObjectKey, String?) = (try row["key"], try row["metadata"])
            let new = ObjectKey(replacing(key.description)) ?? fallback(version)
            try tx.execute(
                "UPDATE trashed_object SET key = ?, metadata = ? WHERE version_id = ?", [new, metadata.map(replacing), version])
            try ObjectRows.rename(version, to: downloadName(of: new), in: tx)
        case .upload(let upload):
            guard let row = try tx.row("SELECT key, metadata FROM resumable_upload WHERE id = ?", [upload]) else { return nil }
            let (key, metadata): (ObjectKey, String?) = (try row["key"], try row["metadata"])
            let new = ObjectKey(replacing(key.description)) ?? fallback(upload)
            try tx.execute("UPDATE resumable_upload SET key = ?, metadata = ? WHERE id = ?", [new, metadata.map(replacing), upload])
        case .stored(let version):
            guard let object = try ObjectRows.find(version, in: tx) else { return nil }
            let name = replacing(object.name.description)
            guard name != object.name.description, let new = ObjectName(name) ?? ObjectName(version.description) else { return nil }
            try ObjectRows.rename(version, to: new, in: tx)
        }
        return nil
    }

    private static func fallback<Entity>(_ id: ID<Entity>) -> ObjectKey {
        guard let key = ObjectKey(id.description) else { preconditionFailure("an id is good for a key") }
        return key
    }
}

extension Buckets.NamedFile {
    fileprivate var order: String {
        switch self {
        case .object(let key, let bucket): "0 \(bucket) \(key)"
        case .trashed(let id): "1 \(id)"
        case .upload(let id): "2 \(id)"
        case .stored(let id): "3 \(id)"
        }
    }
}
