package import Primitives

/// To what something was done, named so that it can still be read when the thing is gone.
package struct AuditSubject: Hashable, Sendable {
    /// The noun of tables and routes: `session`, `member`, `token`.
    package let kind: String
    package let id: String?
    package let label: String?

    package init(_ kind: String, id: String? = nil, label: String? = nil) {
        self.kind = kind
        self.id = id
        self.label = label
    }

    package init<Entity>(_ kind: String, id: ID<Entity>, label: String? = nil) {
        self.init(kind, id: id.description, label: label)
    }

    package static func person(_ person: Person) -> AuditSubject {
        AuditSubject("person", id: person.id, label: person.email.description)
    }
}
