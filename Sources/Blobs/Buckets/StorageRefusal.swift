/// Why something was not done with a bucket or an object; expected, and told by each door in its own words.
package enum StorageRefusal: Error, Hashable, Sendable {
    case bucketMissing
    case bucketExists
    /// Another bucket of the node is public under this name: addresses of public objects name no workspace.
    case publicNameTaken
    case bucketNotEmpty
    case tooManyBuckets(limit: Int)
    case objectMissing
    case objectExists
    case mediaTypeRefused(String)
    /// The bytes are of another kind than what the bucket takes.
    case contentRefused(declared: String, found: String)
    case tooLarge(limit: Int64)
    /// The workspace's quota.
    case quotaExceeded(limit: Int64)
    /// The floor of free space on the disk.
    case diskAlmostFull
    /// There is no upload of that id, or it has expired.
    case uploadMissing
    /// The object is there: it is removed where it is, not by giving up what made it.
    case uploadFinished
    /// Another request adds to the upload at the moment.
    case uploadInHand
    /// The upload goes on elsewhere.
    case offsetMismatch(receivedCount: Int64)
    case tooManyUploads(limit: Int)
    /// The bytes are not those whose hash the client gave.
    case digestMismatch
}
