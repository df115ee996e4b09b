package import Domain
import HTTPServing
import HTTPTypes
package import Identity
import Primitives

/// Finds out who asks, and keeps other sites' pages from asking in a signed-in browser's name.
package struct Gatekeeper: Sendable {
    /// What only this node's own page sends: another site's can't without being asked first (Fetch §4.8, CORS preflight).
    private static let ownRequestHeader = HTTPField.Name("X-Uprising-Request")

    let credentials: Credentials
    let proxies: TrustedProxies
    let answers: RememberedAnswers
    let home: HomeWorkspace
    /// Where browsers reach the page; `nil` takes the address that the request itself names.
    let publicURL: String?
    /// Whether requests come over TLS to the node itself.
    let isSecure: Bool
    package let declarations = AccessDeclarations()
    package let operations = Operations()

    package init(
        credentials: Credentials, proxies: TrustedProxies, answers: RememberedAnswers, home: HomeWorkspace, publicURL: String?,
        isSecure: Bool = false
    ) {
        self.credentials = credentials
        self.proxies = proxies
        self.answers = answers
        self.home = home
        self.publicURL = publicURL
        self.isSecure = isSecure
    }

    var cookie: RefreshCookie { RefreshCookie(isSecure: publicURL?.hasPrefix("https://") ?? isSecure) }

    /// The principal behind a request; `nil` when it brings no credential. No cookie is one: a browser sends those unasked.
    ///
    /// - Throws: ``Failure`` `unauthenticated` for a credential that is not good.
    func principal(of request: HTTPRequest) async throws -> Principal? {
        guard let text = try bearer(of: request) else { return nil }
        guard let credential = try await credential(ofToken: text) else { throw Self.badCredential }
        return credential.principal
    }

    /// What a text stands for, with its end; `nil` when it is not good.
    func credential(ofToken text: String) async throws -> RecognizedCredential? {
        try await credentials.recognize(text)
    }

    /// The credential's text in the header of a request; `nil` when it brings none.
    ///
    /// - Throws: ``Failure`` `unauthenticated` for a header that holds none.
    func bearer(of request: HTTPRequest) throws(Failure) -> String? {
        guard let authorization = request.headerFields.single(.authorization) else { return nil }
        guard let text = Self.bearer(authorization) else { throw Self.badCredential }
        return text
    }

    /// A request as audit and limits see it, before it is known who makes it.
    func act(_ request: HTTPRequest, _ record: RequestRecord, by principal: Principal? = nil) -> Act {
        Act(
            principal: principal, traceID: record.traceID, remoteAddress: proxies.client(of: request, from: record),
            userAgent: request.headerFields[.userAgent])
    }

    /// For what the refresh cookie alone may do.
    ///
    /// - Throws: ``Failure`` `originRefused` unless the request comes from a page of this node and says so by a header of its own.
    func requireOwnPage(of request: HTTPRequest) throws(Failure) {
        guard let name = Self.ownRequestHeader, request.headerFields[name] == "1", let origin = request.headerFields[.origin],
            isOwn(origin, authority: request.authority)
        else {
            throw Failure(
                .originRefused, "This request does not come from this node's own page. Programs send a token instead of a cookie.")
        }
    }

    /// Whether an origin is that of this node's own pages.
    func isOwn(_ origin: String, authority: String?) -> Bool {
        if let publicURL { return origin == Self.origin(of: publicURL) }
        return authority.map { origin == "\(isSecure ? "https" : "http")://\($0)" } ?? false
    }

    private static func origin(of url: String) -> String {
        url.split(separator: "/", omittingEmptySubsequences: false).prefix(3).joined(separator: "/")
    }

    /// RFC 6750 §2.1; the scheme's case does not matter (RFC 9110 §11.1).
    static func bearer(_ header: String) -> String? {
        let scheme = "bearer "
        let length = scheme.utf8.count
        guard header.utf8.count > length, Substring(header.utf8.prefix(length)).lowercased() == scheme else { return nil }
        return String(Substring(header.utf8.dropFirst(length).drop { $0 == UInt8(ascii: " ") }))
    }

    static let badCredential = Failure(.unauthenticated, "The session or token is not valid any more. Sign in again, or make a new token.")
    static let noCredential = Failure(.unauthenticated, "Sign in, or send a token as `Authorization: Bearer upn_…`.")
}
