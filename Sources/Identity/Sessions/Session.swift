package import Primitives

/// One sign-in, of the page or of a stock client, in one workspace.
package struct Session: Hashable, Sendable {
    package let id: ID<Session>
    package let personID: ID<Person>
    package let workspaceID: ID<Workspace>
    /// How often its refresh token was rotated; names the current one.
    let counter: Int64
    package let createdAt: Timestamp
    /// The last refresh; within a session that is all that is recorded of its use.
    package let lastUsedAt: Timestamp
    let refreshedAt: Timestamp
    package let expiresAt: Timestamp
    package let method: SignInMethod
    package let reach: SessionReach
    /// What the browser calls itself; for the person to tell sessions apart, never for a decision.
    package let userAgent: String?
    /// From where it was last renewed.
    package let remoteAddress: String?
}
