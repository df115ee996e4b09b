package import Primitives

/// A session just made, with the only copy of its token.
package struct NewSession: Sendable {
    package let session: Session
    /// For the cookie; only its hash is kept.
    package let token: Secret
    package let principal: Principal
}
