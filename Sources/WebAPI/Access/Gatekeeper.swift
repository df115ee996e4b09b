import HTTPServing
import HTTPTypes
package import Identity
import Primitives

/// Finds out who asks, by token or by cookie, and refuses what another site's page tries in a signed-in browser's name.
package struct Gatekeeper: Sendable {
    let sessions: Sessions
    let tokens: APITokens
    /// Where browsers reach the page; `nil` takes the address that the request itself names.
    let publicURL: String?

    package init(sessions: Sessions, tokens: APITokens, publicURL: String?) {
        self.sessions = sessions
        self.tokens = tokens
        self.publicURL = publicURL
    }

    var cookie: SessionCookie { SessionCookie(isSecure: publicURL?.hasPrefix("https://") ?? false) }

    /// The principal behind a request; `nil` when it brings no credential.
    ///
    /// - Throws: ``Failure`` `unauthenticated` for a credential that is not good, `originRefused` for a change asked by another site.
    func principal(of request: HTTPRequest) async throws -> Principal? {
        if let authorization = request.headerFields[.authorization] {
            guard let token = Self.bearer(authorization), let principal = try await tokens.resolve(token) else { throw Self.badCredential }
            return principal
        }
        guard let token = request.headerFields[.cookie].flatMap(SessionCookie.token), !token.isEmpty else { return nil }
        if request.method != .get, request.method != .head { try requireOwnOrigin(of: request) }
        guard let principal = try await sessions.resolve(token) else { throw Self.badCredential }
        return principal
    }

    /// The principal behind a socket: its cookie or its key, if it has one.
    func principal(ofSocket request: HTTPRequest, key: String?) async throws -> Principal? {
        if let key { return try await principal(ofToken: key) }
        if request.headerFields[.authorization] == nil, request.headerFields[.cookie].flatMap(SessionCookie.token) != nil {
            // Browsers let any page open a socket to any host, cookies and all: the origin is the only guard (RFC 6455 §10.2).
            try requireOwnOrigin(of: request)
        }
        return try await principal(of: request)
    }

    func principal(ofToken text: String) async throws -> Principal? {
        try await tokens.resolve(text)
    }

    /// - Throws: ``Failure`` `originRefused` unless the request comes from a page of this node.
    func requireOwnOrigin(of request: HTTPRequest) throws(Failure) {
        guard let origin = request.headerFields[.origin], isOwn(origin, authority: request.authority) else {
            throw Failure(
                .originRefused, "This request does not come from this node's own page. Programs send a token instead of a cookie.")
        }
    }

    private func isOwn(_ origin: String, authority: String?) -> Bool {
        if let publicURL { return origin == Self.origin(of: publicURL) }
        return authority.map { origin == "http://\($0)" } ?? false
    }

    private static func origin(of url: String) -> String {
        let parts = url.split(separator: "/", omittingEmptySubsequences: false)
        return parts.prefix(3).joined(separator: "/")
    }

    /// RFC 6750 §2.1; the scheme's case does not matter (RFC 9110 §11.1).
    private static func bearer(_ header: String) -> String? {
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return String(parts[1]).trimmingSpaces()
    }

    static let badCredential = Failure(.unauthenticated, "The session or token is not valid any more. Sign in again, or make a new token.")
    static let noCredential = Failure(.unauthenticated, "Sign in, or send a token as `Authorization: Bearer upn_…`.")
}
