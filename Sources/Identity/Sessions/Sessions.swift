package import DataStore
package import Primitives

/// The sign-ins of people: opened, renewed, recognised by their access tokens, listed, ended.
package struct Sessions: Sendable {
    /// After this one signs in again, whatever happened: bounds how long a stolen cookie is of use.
    package static let lifetime: Duration = .days(30)
    /// Without a refresh for this long a session has been forgotten on some machine.
    package static let idleLimit: Duration = .days(7)
    /// Live sessions of one person, the least recently used ending first; far more than anyone has browsers.
    package static let limitPerPerson = 100

    let store: Store
    let clock: WallClock
    let cache: CredentialCache
    let reuseInterval: Duration
    let keys: KeyRing
    let accessTokens: AccessTokens
    private let recognizer: CredentialRecognizer

    /// - Parameters:
    ///   - issuer: the public address of the node's sign-in door (`https://node.example/auth/v1`).
    ///   - reuseInterval: after a refresh, how long an older refresh token still gets the current one.
    package init(
        store: Store, keys: KeyRing, issuer: String, accessTokenLifetime: Duration = .seconds(3_600),
        reuseInterval: Duration = .seconds(10),
        cache: CredentialCache = CredentialCache(), clock: WallClock = .system, hooks: CredentialHooks = CredentialHooks()
    ) {
        self.store = store
        self.clock = clock
        self.cache = cache
        self.reuseInterval = reuseInterval
        self.keys = keys
        accessTokens = AccessTokens(keys: keys, issuer: issuer, lifetime: accessTokenLifetime, clock: clock)
        recognizer = CredentialRecognizer(kind: "access token ", store: store, clock: clock, cache: cache, hooks: hooks)
    }

    /// Signs a member in, in a write of the caller's; follow it by ``issue(_:)`` once that write has returned.
    ///
    /// Records the sign-in with the person and in the audit log, and confirms the address if the method proves it.
    ///
    /// - Parameter reach: `node` only where this node's page itself asked for the proof and took it.
    /// - Throws: ``Failure`` `forbidden` for someone who does not belong to the workspace, or when it waits to be deleted and they
    ///   do not own it; `banned`.
    package func open(
        for person: ID<Person>, in workspace: ID<Workspace>, method: SignInMethod, reach: SessionReach, act: Act,
        _ transaction: WriteTransaction
    ) throws -> OpenedSession {
        let now = clock.now()
        guard let membership = try SessionMembership(of: person, in: workspace, transaction) else {
            throw Failure(.forbidden, "You do not belong to this workspace.")
        }
        guard !membership.person.isBanned(at: now) else { throw RefreshRefusal.banned.failure }
        guard membership.mayEnter else { throw Failure(.forbidden, "This workspace is being deleted. Only an owner can restore it.") }
        var change = PersonChange()
        change.lastSignInAt = now
        if method.provesAddress, membership.person.emailConfirmedAt == nil { change.emailConfirmedAt = now }
        try People.update(person, change, at: now, in: transaction)
        try Members.noteSeen(person, in: workspace, at: now, transaction)
        let session = Session(
            id: ID(at: now), personID: person, workspaceID: workspace, counter: 0, createdAt: now, lastUsedAt: now, refreshedAt: now,
            expiresAt: now + Self.lifetime, method: method, reach: reach, userAgent: act.userAgent, remoteAddress: act.remoteAddress)
        try SessionRows.insert(session, in: transaction)
        if try SessionRows.deleteSurplus(of: person, keeping: Self.limitPerPerson, in: transaction) > 0 {
            transaction.afterCommit { [cache] in cache.forget(person) }
        }
        try AuditLog.append(
            AuditEntry(
                .sessionOpened, on: AuditSubject("session", id: session.id, label: session.userAgent), in: workspace,
                after: ["method": .string(method.rawValue), "reach": .string(reach.rawValue)], actor: AuditEntry.Actor(membership.person),
                act: act, at: now),
            in: transaction)
        return try opened(session, in: transaction)
    }

    /// The same in a write of its own, with the tokens.
    package func create(
        for person: ID<Person>, in workspace: ID<Workspace>, method: SignInMethod, reach: SessionReach, act: Act
    ) async throws -> NewSession {
        try await issue(store.write { try open(for: person, in: workspace, method: method, reach: reach, act: act, $0) })
    }

    /// Makes the tokens of a session as a write left it.
    package func issue(_ opened: OpenedSession) async throws -> NewSession {
        let session = opened.session
        let (accessToken, expiresAt) = try await accessTokens.sign(for: opened)
        return NewSession(
            session: session, principal: opened.principal, person: opened.person,
            refreshToken: RefreshTokenText.make(for: session.id, counter: session.counter, key: keys.current(.refreshTokenSigning)),
            accessToken: accessToken, accessExpiresAt: expiresAt)
    }

    /// For whom an access token stands, if memory knows.
    func recall(_ accessToken: String) -> RecognizedCredential? {
        recognizer.recall(accessToken)
    }

    /// For whom an access token stands; `nil` when it is not good, or its session is over.
    package func resolve(_ accessToken: String) async throws -> Principal? {
        try await recognize(accessToken)?.principal
    }

    func recognize(_ accessToken: String) async throws -> RecognizedCredential? {
        guard accessToken.utf8.count <= SignedText.byteLimit else { return nil }
        return try await recognizer.recognize(accessToken) { _ in
            guard case .good(let principal, let claims, let session) = try await examine(accessToken) else { return nil }
            return RecognizedCredential(principal: principal, expiresAt: min(claims.expiresAt, session.expiresAt, session.idlesAt))
        }
    }

    /// What is to be said of an access token, for the doors that say it exactly. Always asks the database.
    package func inspect(_ accessToken: String) async throws -> AccessTokenState {
        switch try await examine(accessToken) {
        case .good(let principal, let claims, _): .good(principal, claims)
        case .bad(let state): state
        }
    }

    private enum Examination: Sendable {
        case good(Principal, AccessTokenClaims, Session)
        case bad(AccessTokenState)
    }

    private func examine(_ text: String) async throws -> Examination {
        let claims: AccessTokenClaims
        switch try await accessTokens.verify(text) {
        case .good(let verified): claims = verified
        case .malformed: return .bad(.malformed)
        case .expired(let moment): return .bad(.expired(moment))
        }
        let now = clock.now()
        return try await store.read { transaction in
            guard try People.find(claims.personID, in: transaction) != nil else { return .bad(.personGone) }
            guard let session = try SessionRows.find(claims.sessionID, in: transaction), session.personID == claims.personID,
                session.workspaceID == claims.workspaceID, session.isLive(at: now),
                let membership = try SessionMembership(of: session.personID, in: session.workspaceID, transaction)
            else { return .bad(.sessionGone) }
            guard !membership.person.isBanned(at: now) else { return .bad(.banned) }
            return .good(membership.principal(of: session), claims, session)
        }
    }

    /// A session in whatever state, with its person and principal as they are now.
    func opened(_ session: Session, in transaction: some SQLReading) throws -> OpenedSession {
        guard let membership = try SessionMembership(of: session.personID, in: session.workspaceID, transaction) else {
            throw RefreshRefusal.sessionNotFound
        }
        return OpenedSession(session: session, principal: membership.principal(of: session), person: membership.person)
    }
}

extension Session {
    var idlesAt: Timestamp { lastUsedAt + Sessions.idleLimit }

    func isLive(at moment: Timestamp) -> Bool { moment < expiresAt && moment < idlesAt }
}
