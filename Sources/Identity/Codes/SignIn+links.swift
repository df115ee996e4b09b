import DataStore
package import Primitives

extension SignIn {
    /// What a link would do; `nil` when it would do nothing. Uses nothing up.
    package func peekLink(_ token: String) async throws -> LinkPreview? {
        guard LinkToken.isWellFormed(token) else { return nil }
        let now = clock.now()
        let code = try await store.read { try OneTimeCodeRows.find(link: TokenHash(of: token), in: $0) }
        guard let code, code.usedAt == nil, code.expiresAt > now, code.admission != .none else { return nil }
        return LinkPreview(
            slot: code.slot, email: code.email, workspaceID: code.workspaceID, door: code.door, redirect: code.redirect,
            hasChallenge: code.challenge != nil, expiresAt: code.expiresAt)
    }

    /// Redeems a link that was asked for with a challenge, for an authorization code: a UUID that works once, for five minutes, with
    /// the verifier.
    ///
    /// - Returns: `nil` after the first of the two confirmations of a changed address.
    /// - Throws: ``Failure`` `codeInvalid` also for a link without a challenge, which stays good; `rateLimited`.
    package func redeemLinkForAuthCode(
        _ token: String, slots: [CodeSlot] = CodeSlot.allCases, workspace: ID<Workspace>? = nil, act: Act
    ) async throws -> String? {
        try rates.refuseKnown(.verification, remote: act.remoteAddress)
        let text = Self.randomUUID()
        let proven: Proven = try await write { [self] transaction in
            try rates.take(.verification, remote: act.remoteAddress, in: transaction)
            guard token.hasPrefix(LinkToken.challengePrefix), LinkToken.isWellFormed(token),
                let code = try useLink(token, in: slots, OneTimeCode.Place(workspace: workspace, door: .wire), transaction),
                let challenge = code.challenge
            else { return .refused }
            let proven = try prove(code, act, transaction)
            if case .proven(let person, let workspace) = proven {
                let now = clock.now()
                let grant = AuthCodeRows.Grant(
                    personID: person, workspaceID: workspace, method: code.method == .otp ? .magicLink : code.method,
                    challenge: challenge, expiresAt: now + Self.authCodeLifetime)
                try AuthCodeRows.insert(TokenHash(of: text), grant, at: now, in: transaction)
            }
            return proven
        }
        switch proven {
        case .refused: throw Self.invalid
        case .halfway: return nil
        case .proven: return text
        }
    }

    /// Exchanges an authorization code for a session. A wrong verifier uses nothing up: nobody guesses one.
    ///
    /// - Throws: ``AuthCodeRefusal``; ``Failure`` what ``Sessions`` refuses.
    package func exchange(authCode: String, verifier: String, act: Act) async throws -> NewSession {
        guard let id = ID<OneTimeCode>(authCode) else { throw AuthCodeRefusal.unknown }
        let hash = TokenHash(of: id.description)
        // Keeps floods of unknown codes away from the writer.
        guard let grant = try await store.read({ try AuthCodeRows.find(hash, in: $0) }) else { throw AuthCodeRefusal.unknown }
        guard clock.now() < grant.expiresAt else { throw AuthCodeRefusal.expired }
        guard grant.challenge.matches(verifier: verifier) else { throw AuthCodeRefusal.wrongVerifier }
        let opened = try await write { [sessions] transaction in
            guard try AuthCodeRows.remove(hash, in: transaction) else { throw AuthCodeRefusal.unknown }
            return try sessions.open(
                for: grant.personID, in: grant.workspaceID, method: grant.method, reach: .workspace, act: act, transaction)
        }
        return try await sessions.issue(opened)
    }

    /// Version 4 (RFC 9562 §5.4): 122 random bits, as stock clients expect it.
    private static func randomUUID() -> String {
        var random = SystemRandomNumberGenerator()
        let high: UInt64 = random.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low: UInt64 = random.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        return ID<OneTimeCode>(high: high, low: low).description
    }
}
