package import JWTKit
package import Primitives

/// What an access token says, as stock clients expect it; and `ref`, the workspace whose key signed it.
package struct AccessTokenClaims: JWTPayload, Hashable {
    /// By what and when the person signed in.
    package struct AuthenticationMethod: Codable, Hashable, Sendable {
        package let method: String
        package let timestamp: Int64
    }

    static let audience = "authenticated"

    package let iss: String
    package let sub: ID<Person>
    package let aud: String
    package let exp: Int64
    package let iat: Int64
    package let nbf: Int64?
    package let ref: ID<Workspace>
    package let email: String
    package let phone: String
    package let role: String
    package let aal: String
    package let amr: [AuthenticationMethod]
    package let sessionID: ID<Session>
    package let isAnonymous: Bool
    package let appMetadata: [String: JSONValue]
    package let userMetadata: [String: JSONValue]

    enum CodingKeys: String, CodingKey {
        case iss, sub, aud, exp, iat, nbf, ref, email, phone, role, aal, amr
        case sessionID = "session_id"
        case isAnonymous = "is_anonymous"
        case appMetadata = "app_metadata"
        case userMetadata = "user_metadata"
    }

    /// Metadata past this is left out of the token, which has to fit a header; `GET /user` tells all of it.
    static let metadataByteLimit = 2_048

    init(of opened: OpenedSession, issuer: String, from now: Timestamp, to end: Timestamp) throws {
        let (session, person) = (opened.session, opened.person)
        iss = issuer
        sub = person.id
        aud = Self.audience
        exp = end.seconds
        iat = now.seconds
        nbf = nil
        ref = session.workspaceID
        email = person.email.normalized
        phone = ""
        role = Self.audience
        aal = "aal1"
        amr = [AuthenticationMethod(method: session.method.rawValue, timestamp: session.createdAt.seconds)]
        sessionID = session.id
        isAnonymous = false
        let provider: [String: JSONValue] = ["provider": "email", "providers": ["email"]]
        appMetadata = try provider.merging(Self.fitting(person.appMetadata)) { _, own in own }
        userMetadata = try Self.fitting(person.userMetadata)
    }

    package var personID: ID<Person> { sub }
    package var workspaceID: ID<Workspace> { ref }
    package var expiresAt: Timestamp { Timestamp(seconds: exp) }

    /// The claims are checked by ``AccessTokens``, which knows the time and the issuer.
    package func verify(using algorithm: some JWTAlgorithm) throws {
        guard algorithm.name == SignedText.algorithm else { throw JWTError.unsupportedAlgorithm(alg: algorithm.name) }
    }

    private static func fitting(_ members: [String: JSONValue]) throws -> [String: JSONValue] {
        try members.isEmpty || JSONText.encode(.object(members)).utf8.count > metadataByteLimit ? [:] : members
    }
}
