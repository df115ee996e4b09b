package import Primitives

/// One administrative act or sign-in: who, what, before and after, from where.
package struct AuditEntry: Hashable, Sendable {
    /// Who did it; the label stays readable when the person is gone.
    package struct Actor: Hashable, Sendable {
        package let id: ID<Person>?
        package let label: String

        package init(id: ID<Person>?, label: String) {
            self.id = id
            self.label = label
        }

        package init(_ person: Person) {
            self.init(id: person.id, label: person.name.description)
        }

        /// The principal of the act; without one it was the operator on the machine.
        init(_ act: Act) {
            if let principal = act.principal {
                self.init(id: principal.personID, label: principal.displayName.description)
            } else {
                self.init(id: nil, label: "operator")
            }
        }
    }

    package let id: ID<AuditEntry>
    /// `nil` for what concerns the whole node.
    package let workspaceID: ID<Workspace>?
    package let at: Timestamp
    package let actor: Actor
    package let action: AuditAction
    package let subject: AuditSubject
    /// The changed members as they were and as they are. Never secrets.
    package let before: JSONValue?
    package let after: JSONValue?
    package let remoteAddress: String?
    package let userAgent: String?
    package let traceID: TraceID

    /// - Parameter actor: who it was, where the act does not know yet, as at a sign-in.
    package init(
        _ action: AuditAction, on subject: AuditSubject, in workspace: ID<Workspace>?, before: JSONValue? = nil, after: JSONValue? = nil,
        actor: Actor? = nil, act: Act, at moment: Timestamp
    ) {
        self.init(
            id: ID(at: moment), workspaceID: workspace, at: moment, actor: actor ?? Actor(act), action: action, subject: subject,
            before: before, after: after, remoteAddress: act.remoteAddress, userAgent: act.userAgent, traceID: act.traceID)
    }

    init(
        id: ID<AuditEntry>, workspaceID: ID<Workspace>?, at: Timestamp, actor: Actor, action: AuditAction, subject: AuditSubject,
        before: JSONValue?, after: JSONValue?, remoteAddress: String?, userAgent: String?, traceID: TraceID
    ) {
        self.id = id
        self.workspaceID = workspaceID
        self.at = at
        self.actor = actor
        self.action = action
        self.subject = subject
        self.before = before
        self.after = after
        self.remoteAddress = remoteAddress
        self.userAgent = userAgent
        self.traceID = traceID
    }
}
