package import Primitives

/// Which entries of the audit log are wanted; all of them when nothing is said.
package struct AuditFilter: Hashable, Sendable {
    /// One action (`token.created`), or all of a noun (`token`).
    package var action: String?
    package var actorID: ID<Person>?
    package var subjectKind: String?
    package var subjectID: String?
    package var since: Timestamp?
    package var until: Timestamp?

    package init(
        action: String? = nil, actorID: ID<Person>? = nil, subjectKind: String? = nil, subjectID: String? = nil, since: Timestamp? = nil,
        until: Timestamp? = nil
    ) {
        self.action = action
        self.actorID = actorID
        self.subjectKind = subjectKind
        self.subjectID = subjectID
        self.since = since
        self.until = until
    }
}
