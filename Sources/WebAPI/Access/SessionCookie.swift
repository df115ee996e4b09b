import Identity
import Primitives

/// The cookie that signs a browser in: out of reach of scripts, and never sent by a request that another site started.
struct SessionCookie: Sendable {
    static let name = "uprising_session"

    /// Whether the page is reached over https; then the cookie goes nowhere else.
    let isSecure: Bool

    func issuing(_ token: Secret) -> String {
        "\(Self.name)=\(token.revealedText); Max-Age=\(Sessions.lifetime.components.seconds)\(attributes)"
    }

    var clearing: String { "\(Self.name)=; Max-Age=0\(attributes)" }

    private var attributes: String { "; Path=/; HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "") }

    /// The token in a `Cookie` header (RFC 6265 §5.4).
    static func token(in header: String) -> String? {
        for pair in header.split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            if parts.count == 2, parts[0].drop(while: { $0 == " " }) == name { return String(parts[1]) }
        }
        return nil
    }
}
