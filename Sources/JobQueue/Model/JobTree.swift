/// A job that starts when its children have ended, and reads their results.
package struct JobTree: Sendable {
    package static let depthLimit = 5
    package static let sizeLimit = 1_000

    /// What becomes of a parent when a child fails or is cancelled.
    package enum ChildFailure: String, Hashable, Sendable, CaseIterable {
        /// The parent fails, too, and what is left of its children is cancelled.
        case fail
        /// The parent starts all the same, and sees which failed.
        case `continue`
    }

    package let draft: JobDraft
    package let children: [JobTree]
    package let onChildFailure: ChildFailure

    package init(_ draft: JobDraft, children: [JobTree] = [], onChildFailure: ChildFailure = .fail) {
        self.draft = draft
        self.children = children
        self.onChildFailure = onChildFailure
    }

    package var size: Int { children.reduce(1) { $0 + $1.size } }
    package var depth: Int { 1 + (children.map(\.depth).max() ?? 0) }
}
