package import Primitives

/// One signed-in browser, in one workspace.
package struct Session: Hashable, Sendable {
    package let id: ID<Session>
    package let personID: ID<Person>
    package let workspaceID: ID<Workspace>
    package let createdAt: Timestamp
    package let expiresAt: Timestamp
    /// What the browser calls itself; for the person to tell sessions apart, never for a decision.
    package let userAgent: String?
}
