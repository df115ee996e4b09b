import Primitives

/// How far a scrub has come: the content that it read last, in the order of workspaces and hashes.
package struct ScrubPlace: Hashable, Sendable, Codable {
    let space: ID<BlobSpace>
    let hash: String

    init(_ key: BlobKey) {
        space = key.space
        hash = key.hash.description
    }

    var key: BlobKey? { ContentHash(hash).map { BlobKey(space: space, hash: $0) } }
}
