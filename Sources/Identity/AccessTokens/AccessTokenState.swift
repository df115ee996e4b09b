package import Primitives

/// What is to be said of an access token.
package enum AccessTokenState: Sendable {
    case good(Principal, AccessTokenClaims)
    /// Not one of ours: form, algorithm, key, issuer, audience or time of issue are wrong.
    case malformed
    case expired(Timestamp)
    case personGone
    /// Ended, expired, or continued in another workspace.
    case sessionGone
    case banned
}
