package import Primitives

/// An upload that comes in parts, perhaps over days: what it is to become, and how much of it is on the disk.
package struct ResumableUpload: Hashable, Sendable {
    package let id: ID<ResumableUpload>
    package let space: ID<BlobSpace>
    package let bucketID: ID<Bucket>
    package let object: NewObject
    package let replaces: Bool
    /// Of the whole.
    package let byteCount: Int64
    /// What is flushed; a file may be longer after a fault and is cut to this.
    package let receivedCount: Int64
    /// Whether the object was made of it: it is remembered for a client that did not hear the answer to the last part.
    package let isFinished: Bool
    package let expiresAt: Timestamp
}
