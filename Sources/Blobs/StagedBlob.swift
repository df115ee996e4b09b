/// Bytes that are on the disk and wait for the row that refers to them. While this lives the sweeper leaves them alone.
package final class StagedBlob: Sendable {
    package let byteCount: Int64
    /// What the bytes look like.
    package let kind: ContentKind
    package var hash: ContentHash { key.hash }
    let key: BlobKey
    private let leases: BlobLeases

    /// Takes over a lease on `key` that the caller holds.
    init(key: BlobKey, byteCount: Int64, kind: ContentKind, leases: BlobLeases) {
        self.key = key
        self.byteCount = byteCount
        self.kind = kind
        self.leases = leases
    }

    deinit {
        leases.release(key)
    }
}
