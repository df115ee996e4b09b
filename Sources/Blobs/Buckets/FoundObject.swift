/// A bucket and what stands under a key of it, at one moment.
package struct FoundObject: Sendable {
    /// Notes of an object may have a megabyte.
    private static let noteByteLimit = 4_096

    package let bucket: Bucket
    package let object: BucketObject?

    /// Whether a thousand of them may be kept in memory.
    var isSmall: Bool { object?.metadata.map { $0.utf8.count <= Self.noteByteLimit } ?? true }
}
