import Primitives

/// Signs and verifies access tokens: JSON Web Tokens by HMAC-SHA256 with a key of the workspace, and by nothing else.
struct AccessTokens: Sendable {
    enum Verdict: Sendable {
        case good(AccessTokenClaims)
        case malformed
        case expired(Timestamp)
    }

    /// The one claim that is read before the signature is checked: it names the key.
    private struct Reference: Decodable {
        let ref: ID<Workspace>
    }

    let keys: KeyRing
    let issuer: String
    let lifetime: Duration
    let clock: WallClock

    func sign(for opened: OpenedSession) async throws -> (token: Secret, expiresAt: Timestamp) {
        let now = clock.now()
        // Whole seconds, for the claim has no finer ones and the two must be equal.
        let end = Timestamp(seconds: (now + lifetime).seconds)
        let claims = try AccessTokenClaims(of: opened, issuer: issuer, from: now, to: end)
        let key = keys.current(.accessTokenSigning, in: claims.workspaceID)
        return (try await SignedText.sign(claims, key), end)
    }

    /// Checks form, algorithm, key, signature, issuer, audience, and times without leeway (RFC 7519 §7.2, RFC 8725 §3).
    func verify(_ text: String) async throws -> Verdict {
        guard let signed = SignedText(text), let reference = signed.peek(Reference.self), let keyID = signed.keyID,
            let key = keys.accepted(.accessTokenSigning, id: keyID, in: reference.ref),
            let claims = try await signed.verified(AccessTokenClaims.self, by: key)
        else { return .malformed }
        let now = clock.now().seconds
        guard claims.ref == reference.ref, claims.iss == issuer, claims.aud == AccessTokenClaims.audience,
            claims.role == AccessTokenClaims.audience, claims.iat <= now, claims.nbf.map({ $0 <= now }) ?? true,
            claims.exp <= SignedText.latestSecond
        else { return .malformed }
        return now < claims.exp ? .good(claims) : .expired(claims.expiresAt)
    }
}
