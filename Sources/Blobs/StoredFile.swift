package import DataStore
package import Primitives

/// One file of a blobs' folder, as the database names it.
package struct StoredFile: Hashable, Sendable {
    package let space: ID<BlobSpace>
    package let hash: ContentHash
    package let byteCount: Int64

    package init(space: ID<BlobSpace>, hash: ContentHash, byteCount: Int64) {
        self.space = space
        self.hash = hash
        self.byteCount = byteCount
    }

    /// Where it lies in the folder, outermost first.
    package var path: [String] { [space.description, String(hash.description.prefix(2)), hash.description] }

    /// Those behind `last` in the order of workspaces and hashes, each once.
    package static func list(after last: StoredFile?, limit: Int, _ transaction: some SQLReading) throws -> [StoredFile] {
        try ObjectRows.contents(after: last.map { BlobKey(space: $0.space, hash: $0.hash) }, limit: limit, transaction).map {
            StoredFile(space: $0.key.space, hash: $0.key.hash, byteCount: $0.byteCount)
        }
    }
}
