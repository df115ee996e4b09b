package import Primitives

/// An object in a bucket, with its present version.
package struct BucketObject: Hashable, Sendable {
    /// Stays as the versions change.
    package let id: ID<BucketObject>
    package let bucketID: ID<Bucket>
    package let key: ObjectKey
    package let version: StoredObject
    package let cacheControl: String
    /// What the uploader noted about it, a JSON object as text.
    package let metadata: String?
    /// Who stored it, if it was a person.
    package let owner: String?
    /// Whether the bytes are of a kind that no browser runs, as far as the declared type and a look at them tell.
    package let isInert: Bool
    /// Signed links name it and die when it goes up.
    package let generation: Int64
    package let createdAt: Timestamp
    package let updatedAt: Timestamp
}
