import Identity
import Primitives

/// The cookie with which a browser renews its access token: out of reach of scripts, sent to the session's own paths alone, and never by
/// a request that another site started.
struct RefreshCookie: Sendable {
    static let name = "uprising_refresh"
    private static let path = "/api/v1/session"

    /// Whether the page is reached over https; then the cookie goes nowhere else.
    let isSecure: Bool

    func issuing(_ token: Secret) -> String {
        "\(Self.name)=\(token.revealedText); Max-Age=\(Sessions.lifetime.components.seconds)\(attributes)"
    }

    var clearing: String { "\(Self.name)=; Max-Age=0\(attributes)" }

    private var attributes: String { "; Path=\(Self.path); HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "") }

    /// The token in a `Cookie` header (RFC 6265 §5.4).
    static func token(in header: String) -> String? {
        for pair in header.split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            if parts.count == 2, parts[0].drop(while: { $0 == " " }) == name { return String(parts[1]) }
        }
        return nil
    }
}
