package import Primitives

/// Why a refresh token was not taken.
package enum RefreshRefusal: String, Error, Sendable, CaseIterable {
    /// Not the text of a token at all.
    case malformed
    /// The form of one, but none that this node gave out.
    case unknown
    /// Rotated away long ago: someone has a copy. The session is over.
    case reused
    /// The session was ended, or its person left the workspace.
    case sessionNotFound
    /// Too old, or not used for too long.
    case sessionExpired
    case banned

    /// For the page, which answers them all by signing in again.
    package var failure: Failure {
        switch self {
        case .malformed, .unknown, .sessionNotFound: Failure(.refreshTokenInvalid, "You are signed out. Sign in again.")
        case .reused:
            Failure(.refreshTokenInvalid, "This session was used from two places and has been ended for safety. Sign in again.")
        case .sessionExpired: Failure(.sessionExpired, "You have not been here for a while. Sign in again.")
        case .banned: Failure(.banned, "You have been locked out of this workspace. Ask an owner.")
        }
    }
}
