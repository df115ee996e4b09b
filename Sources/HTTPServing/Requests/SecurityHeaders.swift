/// The headers that every response carries unless it brings its own of that name.
package struct SecurityHeaders: Sendable {
    /// Name and value, in the order in which they are sent.
    package let fields: [(name: String, value: String)]

    /// - Parameter publicURL: where browsers find this node (`https://crm.example`); `nil` when that is not known.
    package init(publicURL: String? = nil) {
        let isSecure = publicURL?.hasPrefix("https://") ?? false
        let isLocal = publicURL.flatMap(Self.authority).map(Self.isLocal) ?? true
        var connect = "connect-src 'self'"
        // CSP 3 lets 'self' cover WebSockets of the same origin; Safari before 15.4 did not.
        if let authority = publicURL.flatMap(Self.authority) { connect += " \(isSecure ? "wss" : "ws")://\(authority)" }
        var fields = [
            (
                // Frames and objects from here only: the dossier's PDF is shown in the page, and Chromium's viewer counts as an object.
                "Content-Security-Policy",
                [
                    "default-src 'self'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'", connect,
                    "frame-src 'self'", "object-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'self'",
                ].joined(separator: "; ")
            ),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "SAMEORIGIN"),
            ("Referrer-Policy", "strict-origin-when-cross-origin"),
            ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ]
        // Not for names that every machine has to itself: all that is ever served there would have to be https, too. Two years, as the preload list asks; sub-domains are not this node's to promise for.
        if isSecure, !isLocal { fields.append(("Strict-Transport-Security", "max-age=63072000")) }
        self.fields = fields.map { (name: $0.0, value: $0.1) }
    }

    /// Host and port of a URL, if they are nothing but that: they go into a policy, where a `;` would end a directive.
    private static func authority(of url: String) -> String? {
        guard let start = url.firstRange(of: "://")?.upperBound else { return nil }
        let authority = url[start...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard !authority.isEmpty, authority.utf8.allSatisfy({ isHostByte($0) }) else { return nil }
        return String(authority)
    }

    private static func isLocal(_ authority: String) -> Bool {
        let host = authority.hasPrefix("[") ? String(authority.prefix { $0 != "]" }) : String(authority.prefix { $0 != ":" }).lowercased()
        return host == "localhost" || host.hasSuffix(".localhost") || host.hasPrefix("127.") || host == "[::1"
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"): true
        default: false
        }
    }
}
