package import DataStore
package import Primitives

/// The tokens of programs: made, recognised, listed, revoked.
package struct APITokens: Sendable {
    /// Live tokens of one workspace; more than any team names.
    package static let limitPerWorkspace = 500
    package static let pageLimit = 200

    private let store: Store
    private let clock: WallClock
    private let recognizer: CredentialRecognizer

    package init(
        store: Store, cache: CredentialCache = CredentialCache(), clock: WallClock = .system, hooks: CredentialHooks = CredentialHooks()
    ) {
        self.store = store
        self.clock = clock
        recognizer = CredentialRecognizer(kind: "", store: store, clock: clock, cache: cache, hooks: hooks)
    }

    /// Makes a token for whoever acts, with at most their own permissions; who manages tokens may also make one for a worker.
    ///
    /// - Throws: ``Failure`` `invalidRequest` for an unusable name, no scopes or an end in the past, `forbidden` for scopes beyond the
    ///   maker's permissions, `conflict` at ``limitPerWorkspace``.
    package func create(name: String, scopes: Set<Permission>, expiresAt: Timestamp? = nil, act: Act) async throws -> NewAPIToken {
        guard let principal = act.principal, let person = principal.personID else {
            throw Failure(.forbidden, "A key can't make tokens. Sign in to make one.")
        }
        try requireAny(of: principal)
        try Self.require(scopes, within: principal.permissions)
        return try await create(
            name: name, scopes: scopes, expiresAt: expiresAt, for: person, in: principal.workspaceID, act: act)
    }

    /// Makes a token in a member's name: what the operator does on the machine.
    ///
    /// - Throws: as the other, with the member's role in place of the principal's permissions.
    package func create(
        name: String, scopes: Set<Permission>, expiresAt: Timestamp? = nil, for person: ID<Person>, in workspace: ID<Workspace>, act: Act
    ) async throws -> NewAPIToken {
        let now = clock.now()
        let text = APITokenText.generate()
        let token = APIToken(
            id: ID(at: now), workspaceID: workspace, creatorID: person, name: try Self.parse(name, scopes, expiresAt, at: now),
            scopes: scopes, createdAt: now, expiresAt: expiresAt, lastUsedAt: nil)
        try await store.write { transaction in
            guard let role = try Members.role(of: person, in: workspace, transaction) else {
                throw Failure(.forbidden, "You do not belong to this workspace.")
            }
            try Self.require(scopes, within: role.permissions)
            guard try APITokenRows.count(in: workspace, at: now, transaction) < Self.limitPerWorkspace else {
                throw Failure(.conflict, "The workspace has \(Self.limitPerWorkspace) tokens. Revoke one that is no longer used.")
            }
            try APITokenRows.insert(token, hash: TokenHash(of: text), in: transaction)
            try AuditLog.append(
                AuditEntry(
                    .tokenCreated, on: AuditSubject("token", id: token.id, label: token.name.description), in: workspace,
                    after: [
                        "scopes": .array(scopes.map(\.rawValue).sorted().map(JSONValue.string)),
                        "expiresAt": expiresAt.map { .string($0.description) } ?? .null,
                    ], act: act, at: now),
                in: transaction)
        }
        return NewAPIToken(token: token, text: text)
    }

    /// For whom the text stands; `nil` when it is malformed, unknown, revoked or expired, its maker no longer belongs to the
    /// workspace, or the workspace waits to be deleted.
    package func resolve(_ text: String) async throws -> Principal? {
        try await recognize(text)?.principal
    }

    func recognize(_ text: String) async throws -> RecognizedCredential? {
        if let known = recognizer.recall(text) { return known }
        guard APITokenText.isWellFormed(text) else { return nil }
        let now = clock.now()
        return try await recognizer.recognize(text) { hash in
            try await store.read { try APITokenRows.recognize(hash, at: now, in: $0) }
        }
    }

    /// The tokens that `principal` may see, newest first: all of the workspace, or their own.
    ///
    /// Those that have expired are among them, so there may be more than ``limitPerWorkspace``.
    /// - Throws: ``Failure`` `forbidden`, `invalidRequest` for a cursor that no page gave out.
    package func list(for principal: Principal, cursor: String? = nil, limit: Int = pageLimit) async throws -> Page<APIToken> {
        try requireAny(of: principal)
        let owner = principal.may(.tokensManage) ? nil : principal.personID
        let last = try cursor.map { text throws(Failure) in
            guard let id = ID<APIToken>(text) else {
                throw Failure(.invalidRequest, "The page can't be found.", fields: [FieldFault("cursor", "Take it from `next`.")])
            }
            return id
        }
        let limit = min(max(limit, 1), Self.pageLimit)
        let found = try await store.read {
            try APITokenRows.list(in: principal.workspaceID, of: owner, before: last, limit: limit + 1, $0)
        }
        return Page(items: Array(found.prefix(limit)), next: found.count > limit ? found[limit - 1].id.description : nil)
    }

    /// The tokens of a workspace, newest first.
    package func list(in workspace: ID<Workspace>) async throws -> [APIToken] {
        try await store.read { try APITokenRows.list(in: workspace, of: nil, limit: Self.limitPerWorkspace, $0) }
    }

    /// Ends a token that whoever acts may see; it is refused from the next request on. Revoking it twice is no fault.
    ///
    /// - Throws: ``Failure`` `notFound` when there is no such token for them, `forbidden`, `unauthenticated`.
    package func revoke(_ id: ID<APIToken>, act: Act) async throws {
        guard let principal = act.principal else { throw Failure(.unauthenticated, "Sign in first.") }
        try requireAny(of: principal)
        try await revoke(id, in: principal.workspaceID, of: principal.may(.tokensManage) ? nil : principal.personID, act: act)
    }

    /// Ends a token of a workspace: what the operator does on the machine.
    ///
    /// - Throws: ``Failure`` `notFound` when the workspace has no such token.
    package func revoke(_ id: ID<APIToken>, in workspace: ID<Workspace>, act: Act) async throws {
        try await revoke(id, in: workspace, of: nil, act: act)
    }

    /// Drops what memory holds of a person; to be called from the after-commit notice of a changed role or membership.
    package func forget(_ person: ID<Person>) {
        recognizer.cache.forget(person)
    }

    /// Writes the last uses collected since the last call. To be called every minute and before shutdown.
    package func flushLastUse() async throws {
        try await recognizer.flushLastUse(APITokenRows.recordUse)
    }

    private func revoke(_ id: ID<APIToken>, in workspace: ID<Workspace>, of owner: ID<Person>?, act: Act) async throws {
        let cache = recognizer.cache
        let now = clock.now()
        try await store.write { transaction in
            guard let token = try APITokenRows.find(id, in: workspace, transaction), owner == nil || token.creatorID == owner else {
                throw Failure(.notFound, "There is no such token.")
            }
            guard try APITokenRows.revoke(id, in: workspace, at: now, transaction) else { return }
            transaction.afterCommit { cache.forget(id) }
            try AuditLog.append(
                AuditEntry(
                    .tokenRevoked, on: AuditSubject("token", id: id, label: token.name.description), in: workspace, act: act, at: now),
                in: transaction)
        }
    }

    private func requireAny(of principal: Principal) throws(Failure) {
        if !principal.may(.tokensManage) { try principal.require(.tokensOwn) }
    }

    private static func require(_ scopes: Set<Permission>, within permissions: Set<Permission>) throws(Failure) {
        let excess = scopes.subtracting(PermissionTable.grantable(from: permissions))
        guard excess.isEmpty else {
            let names = excess.map(\.rawValue).sorted().joined(separator: ", ")
            throw Failure(
                .forbidden, "A token can't do more than the one who makes it.",
                fields: [FieldFault("/scopes", "not yours to give: \(names)")])
        }
    }

    private static func parse(
        _ name: String, _ scopes: Set<Permission>, _ expiresAt: Timestamp?, at now: Timestamp
    ) throws(Failure) -> DisplayName {
        var faults: [FieldFault] = []
        let parsed = DisplayName(name)
        if parsed == nil { faults.append(FieldFault("/name", "1 to \(DisplayName.characterLimit) printable characters")) }
        if scopes.isEmpty { faults.append(FieldFault("/scopes", "at least one scope")) }
        if let expiresAt, expiresAt <= now { faults.append(FieldFault("/expiresAt", "a moment in the future")) }
        guard let parsed, faults.isEmpty else { throw Failure(.invalidRequest, "Some fields need another look.", fields: faults) }
        return parsed
    }
}
