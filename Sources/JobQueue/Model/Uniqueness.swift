/// That no second job of the same key is kept. An index of the database holds it, so two callers at once can't get around it.
package struct Uniqueness: Hashable, Sendable {
    package enum Span: Hashable, Sendable {
        /// Until the job has ended.
        case whileActive
        /// For so long after it was enqueued, whatever becomes of it.
        case within(Duration)
    }

    /// What becomes of the newcomer.
    package enum Conflict: String, Hashable, Sendable, CaseIterable {
        /// It is refused with ``JobFault/duplicate(of:)``.
        case reject
        /// It takes the place of one that was not started; one that runs goes on, and the newcomer is enqueued beside it.
        case replace
        /// The first stays as it is, and is the answer.
        case keep
    }

    /// What is the same; kind and arguments when `nil`. Kinds and workspaces never share a key.
    package let key: String?
    package let span: Span
    package let onConflict: Conflict

    package init(key: String? = nil, span: Span = .whileActive, onConflict: Conflict) {
        self.key = key
        self.span = span
        self.onConflict = onConflict
    }
}
