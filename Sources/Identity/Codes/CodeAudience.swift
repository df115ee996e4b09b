package import Primitives

/// For whose clients a code is: those of one workspace, or the page.
///
/// Slots and limits of an address are counted for each by itself: a client of a workspace to which somebody does not belong can
/// neither void the code that they wait for elsewhere, nor use up their budget.
package struct CodeAudience: Hashable, Sendable {
    /// A workspace's id; empty for the page.
    let text: String

    package init(door: CodeDoor, workspace: ID<Workspace>?) {
        text = door == .page ? "" : workspace?.description ?? ""
    }
}
