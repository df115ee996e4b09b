package import DataStore
package import Primitives

/// Objects in buckets that the product itself made, as parts of its writes and reads.
extension Buckets {
    package static func object(
        _ key: ObjectKey, in name: BucketName, of space: ID<BlobSpace>, _ tx: some SQLReading
    ) throws -> BucketObject? {
        try BucketRows.find(name, in: space, tx).flatMap { try BucketObjectRows.find(key, in: $0.id, tx) }
    }

    /// The bucket, and the generations of those of `keys` that there are; `nil` without the bucket.
    package static func generations(
        of keys: [ObjectKey], in name: BucketName, of space: ID<BlobSpace>, _ tx: some SQLReading
    ) throws -> (bucket: Bucket, generations: [ObjectKey: Int64])? {
        try BucketRows.find(name, in: space, tx).map { ($0, try BucketObjectRows.generations(of: keys, in: $0.id, tx)) }
    }

    /// Moves those of `keys` that there are into the trash.
    ///
    /// - Parameter actor: the person who does it.
    package static func trash(
        _ keys: [ObjectKey], in name: BucketName, of space: ID<BlobSpace>, by actor: String?, at now: Timestamp, in tx: WriteTransaction
    ) throws {
        guard let bucket = try BucketRows.find(name, in: space, tx) else { return }
        for object in try BucketObjectRows.find(keys, in: bucket.id, tx).values {
            try trash(object, of: bucket, isReplaced: false, by: actor, at: now, in: tx)
        }
    }
}
