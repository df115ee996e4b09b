package import DataStore
package import Primitives

/// The signed-in browsers: made, recognised by their cookie's token, ended.
package struct Sessions: Sendable {
    /// After this the browser signs in again, whatever happened: bounds how long a stolen cookie is of use.
    package static let lifetime: Duration = .days(30)
    /// Without a use for this long a session has been forgotten on some machine.
    package static let idleLimit: Duration = .days(7)
    /// Browsers send about 150 bytes; the rest would be stored for nobody.
    static let userAgentByteLimit = 512

    private let store: Store
    private let clock: WallClock
    private let recognizer: CredentialRecognizer

    package init(store: Store, clock: WallClock = .system, hooks: CredentialHooks = CredentialHooks()) {
        self.store = store
        self.clock = clock
        recognizer = CredentialRecognizer(
            store: store, clock: clock, hooks: hooks, recordUse: SessionRows.recordUse, lookUp: SessionRows.recognize)
    }

    /// Signs a member in.
    ///
    /// - Throws: ``Failure`` `forbidden` for someone who does not belong to the workspace.
    package func create(for person: ID<Person>, in workspace: ID<Workspace>, userAgent: String?) async throws -> NewSession {
        try await store.write { try create(for: person, in: workspace, userAgent: userAgent, $0) }
    }

    /// The same inside a write of the caller's.
    package func create(
        for person: ID<Person>, in workspace: ID<Workspace>, userAgent: String?, _ transaction: WriteTransaction
    ) throws -> NewSession {
        guard let role = try Members.role(of: person, in: workspace, transaction), let known = try People.find(person, in: transaction)
        else {
            throw Failure(.forbidden, "You do not belong to this workspace.")
        }
        let now = clock.now()
        let session = Session(
            id: ID(at: now), personID: person, workspaceID: workspace, createdAt: now, expiresAt: now + Self.lifetime,
            userAgent: userAgent.map { $0.prefix(utf8: Self.userAgentByteLimit).singleLine() })
        let token = OpaqueToken.generate()
        try SessionRows.insert(session, hash: TokenHash(of: token), in: transaction)
        return NewSession(
            session: session, token: token,
            principal: Principal(
                credential: .session(session.id), workspaceID: workspace, personID: person, role: role, displayName: known.name))
    }

    /// For whom the cookie's token stands; `nil` when it is unknown, ended or expired.
    package func resolve(_ token: String) async throws -> Principal? {
        guard OpaqueToken.isWellFormed(token) else { return nil }
        return try await recognizer.principal(for: TokenHash(of: token))
    }

    /// Ends a session; it is refused from the next request on. Ending it twice is no fault.
    package func delete(_ id: ID<Session>) async throws {
        let cache = recognizer.cache
        try await store.write { transaction in
            guard let hash = try SessionRows.delete(id, in: transaction) else { return }
            transaction.afterCommit { cache.forget(hash) }
        }
    }

    /// Drops what memory holds of a person; call it from the after-commit notice of a changed role, name or membership.
    package func forget(_ person: ID<Person>) {
        recognizer.cache.forget(person)
    }

    /// Writes the last uses collected since the last call. To be called every minute and before shutdown.
    package func flushLastUse() async throws {
        try await recognizer.flushLastUse()
    }

    /// Removes the rows of expired sessions, a bounded number a call; answers how many.
    @discardableResult
    package func removeExpired() async throws -> Int {
        let now = clock.now()
        return try await store.write { try SessionRows.deleteExpired(at: now, idleSince: now - Self.idleLimit, in: $0) }
    }
}
