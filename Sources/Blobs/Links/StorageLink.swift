package import Primitives

/// What a signed link allows: one thing with one key of one bucket, until a moment or until its generations are over.
package struct StorageLink: Hashable, Sendable {
    /// Enters the signature: a link for one is none for another.
    package enum Purpose: Hashable, Sendable {
        /// Holds as long as bucket and object are of these generations.
        case download(bucketGeneration: Int64, objectGeneration: Int64)
        /// In whose name, and whether what is there may be replaced.
        case upload(bucketGeneration: Int64, owner: String?, replaces: Bool)
    }

    package let space: ID<BlobSpace>
    package let bucket: BucketName
    package let key: ObjectKey
    package let purpose: Purpose
    package let expiresAt: Timestamp

    package init(space: ID<BlobSpace>, bucket: BucketName, key: ObjectKey, purpose: Purpose, expiresAt: Timestamp) {
        self.space = space
        self.bucket = bucket
        self.key = key
        self.purpose = purpose
        self.expiresAt = expiresAt
    }
}
