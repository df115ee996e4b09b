import Primitives

/// One of the folders that hold a workspace's blobs: those whose hashes begin with the same two digits.
struct BlobLeaf: Hashable, Sendable {
    let space: ID<BlobSpace>
    /// Two hexadecimal digits.
    let prefix: String

    init(of key: BlobKey) {
        space = key.space
        prefix = String(key.hash.description.prefix(2))
    }

    /// `nil` when the folder's name is not of the layout.
    init?(space: ID<BlobSpace>, name: String) {
        guard name.utf8.count == 2, name.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else { return nil }
        self.space = space
        prefix = name
    }

    func isHome(of hash: ContentHash) -> Bool { hash.description.hasPrefix(prefix) }
}
