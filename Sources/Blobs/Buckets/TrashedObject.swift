package import Primitives

/// A version that a key no longer stands for and that can be brought back.
package struct TrashedObject: Hashable, Sendable {
    package let versionID: ID<StoredObject>
    package let bucketName: BucketName
    package let key: ObjectKey
    package let byteCount: Int64
    package let contentType: String
    let cacheControl: String
    let metadata: String?
    package let owner: String?
    let isInert: Bool
    /// Whether a newer version took its place; else it was removed.
    package let isReplaced: Bool
    package let trashedAt: Timestamp
    /// Who removed or replaced it, if it was a person.
    package let trashedBy: String?
}
