import Identity
import Primitives

/// A session as stock clients expect it: with a member missing or null they would take it for a user.
struct AuthSessionAnswer: Encodable {
    private let access_token: String
    private let token_type = "bearer"
    private let expires_in: Int64
    private let expires_at: Int64
    private let refresh_token: String
    private let user: AuthUserAnswer

    init(_ session: NewSession, at now: Timestamp) {
        access_token = session.accessToken.revealedText
        expires_in = Self.lifetime(of: session, at: now)
        expires_at = session.accessExpiresAt.seconds
        refresh_token = session.refreshToken.revealedText
        user = AuthUserAnswer(session.person, at: now)
    }

    /// The same in the fragment of an address.
    static func parameters(of session: NewSession, type: String, at now: Timestamp) -> [(String, String)] {
        [
            ("access_token", session.accessToken.revealedText), ("expires_at", "\(session.accessExpiresAt.seconds)"),
            ("expires_in", "\(lifetime(of: session, at: now))"), ("refresh_token", session.refreshToken.revealedText), ("sb", ""),
            ("token_type", "bearer"), ("type", type),
        ]
    }

    /// Never 0, which clients take for none.
    private static func lifetime(of session: NewSession, at now: Timestamp) -> Int64 {
        max(1, session.accessExpiresAt.seconds - now.seconds)
    }
}
