import Primitives

/// One of the folders that hold a workspace's blobs: those whose hashes begin with the same four digits.
struct BlobLeaf: Hashable, Sendable {
    let space: ID<BlobSpace>
    /// Four hexadecimal digits.
    let prefix: String

    /// `nil` when the folders' names are not of the layout.
    init?(space: ID<BlobSpace>, first: String, second: String) {
        guard first.utf8.count == 2, second.utf8.count == 2,
            (first + second).utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return nil }
        self.space = space
        prefix = first + second
    }

    func isHome(of hash: ContentHash) -> Bool { hash.description.hasPrefix(prefix) }
}

extension BlobFolder {
    func path(of leaf: BlobLeaf) -> String { "\(root)/\(leaf.space)/\(leaf.prefix.prefix(2))/\(leaf.prefix.suffix(2))" }
}
