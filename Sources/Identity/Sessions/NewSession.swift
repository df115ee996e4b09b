package import Primitives

/// A session with fresh tokens: after a sign-in, a refresh or a change of workspace.
package struct NewSession: Sendable {
    package let session: Session
    package let principal: Principal
    /// With what the workspace keeps about them.
    package let person: Person
    /// For the cookie, or the stock client; works once.
    package let refreshToken: Secret
    package let accessToken: Secret
    package let accessExpiresAt: Timestamp
}
