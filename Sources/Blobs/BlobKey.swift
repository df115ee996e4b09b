package import Primitives

/// Where equal bytes are one file: a workspace.
///
/// Across workspaces nothing is shared, so nobody learns by storing a file whether another tenant has it.
package enum BlobSpace {}

extension ID where Entity == BlobSpace {
    package init<Workspace: ~Copyable>(of workspace: ID<Workspace>) { self.init(high: workspace.high, low: workspace.low) }
}

/// The identity of one file.
struct BlobKey: Hashable, Sendable {
    let space: ID<BlobSpace>
    let hash: ContentHash

    init(space: ID<BlobSpace>, hash: ContentHash) {
        self.space = space
        self.hash = hash
    }

    init<Workspace: ~Copyable>(workspace: ID<Workspace>, hash: ContentHash) {
        self.init(space: ID(high: workspace.high, low: workspace.low), hash: hash)
    }
}
