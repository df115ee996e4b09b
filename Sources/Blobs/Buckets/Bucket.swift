package import Primitives

/// A named set of objects of a workspace, with rules of its own.
package struct Bucket: Hashable, Sendable {
    package let id: ID<Bucket>
    package let space: ID<BlobSpace>
    package let name: BucketName
    /// Whether whoever knows an object's address may read it.
    package let isPublic: Bool
    /// The largest object; `nil` leaves it to the node.
    package let byteLimit: Int64?
    /// What may be stored; `nil` for anything.
    package let mediaTypes: [MediaTypePattern]?
    /// Signed links name it and die when it goes up.
    package let generation: Int64
    package let createdAt: Timestamp
    package let updatedAt: Timestamp

    package func allows(mediaType: String) -> Bool {
        mediaTypes.map { patterns in patterns.contains { $0.matches(mediaType) } } ?? true
    }
}
