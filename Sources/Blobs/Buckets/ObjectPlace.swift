import Primitives

/// Where an object is asked for.
struct ObjectPlace: Hashable, Sendable {
    /// `nil` for a bucket that is public on the whole node.
    let space: ID<BlobSpace>?
    let bucket: BucketName
    let key: ObjectKey
}
