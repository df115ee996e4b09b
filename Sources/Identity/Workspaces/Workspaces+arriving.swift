package import DataStore
package import Primitives

extension Workspaces {
    /// Gives a workspace that came with all its rows the keys of this node.
    package static func giveKeys(to workspace: ID<Workspace>, at moment: Timestamp, in transaction: WriteTransaction) throws {
        for kind in WorkspaceKeyKind.allCases { try WorkspaceKeyRows.insert(1, of: kind, in: workspace, at: moment, transaction) }
    }
}
