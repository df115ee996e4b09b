package import DataStore
package import Primitives

extension Buckets {
    /// Gives an object another key in its bucket, in the caller's write. What it is called when it is saved follows; links to the old key
    /// end.
    package static func rename(
        _ key: ObjectKey, to newKey: ObjectKey, in name: BucketName, of space: ID<BlobSpace>, at now: Timestamp, in tx: WriteTransaction
    ) throws {
        guard let bucket = try BucketRows.find(name, in: space, tx), let object = try BucketObjectRows.find(key, in: bucket.id, tx) else {
            return
        }
        try BucketObjectRows.delete(key, in: bucket.id, tx)
        try BucketObjectRows.insert(
            object.placed(
                at: newKey, in: bucket, id: object.id, version: object.version, generation: now.microseconds,
                createdAt: object.createdAt, updatedAt: now), in: tx)
        try ObjectRows.rename(object.version.id, to: downloadName(of: newKey), in: tx)
    }
}
