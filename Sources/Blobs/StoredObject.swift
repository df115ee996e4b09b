package import Primitives

/// A named file of a workspace, as its row describes it.
package struct StoredObject: Hashable, Sendable {
    package let id: ID<StoredObject>
    package let hash: ContentHash
    package let byteCount: Int64
    package let contentType: String
    package let name: ObjectName
    package let purpose: ObjectPurpose
    package let createdAt: Timestamp
    /// The workspace.
    package let space: ID<BlobSpace>

    /// A strong validator (RFC 9110 §8.8.3): the same tag means the same bytes.
    package var entityTag: String { "\"\(hash)\"" }

    package func belongs<Workspace: ~Copyable>(to workspace: ID<Workspace>) -> Bool {
        space.high == workspace.high && space.low == workspace.low
    }

    var key: BlobKey { BlobKey(space: space, hash: hash) }
}
