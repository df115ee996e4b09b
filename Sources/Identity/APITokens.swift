package import DataStore
package import Primitives

/// The tokens of programs: made, recognised, listed, revoked.
package struct APITokens: Sendable {
    /// Live tokens of one workspace; more than any team names, few enough for one page.
    package static let limitPerWorkspace = 500

    private let store: Store
    private let clock: WallClock
    private let recognizer: CredentialRecognizer

    package init(store: Store, clock: WallClock = .system, hooks: CredentialHooks = CredentialHooks()) {
        self.store = store
        self.clock = clock
        recognizer = CredentialRecognizer(
            store: store, clock: clock, hooks: hooks, recordUse: APITokenRows.recordUse, lookUp: APITokenRows.recognize)
    }

    /// Makes a token for a member, with at most the member's own role.
    ///
    /// - Throws: ``Failure`` `invalidRequest` for an unusable name, `forbidden` for a role above the member's or someone who is
    ///   none, `conflict` at ``limitPerWorkspace``.
    package func create(name: String, role: Role, in workspace: ID<Workspace>, by creator: ID<Person>) async throws -> NewAPIToken {
        guard let name = DisplayName(name) else {
            throw Failure(
                .invalidRequest, "The token needs a name.",
                fields: [FieldFault("/name", "1 to \(DisplayName.characterLimit) printable characters")])
        }
        let now = clock.now()
        let text = APITokenText.generate()
        let token = APIToken(
            id: ID(at: now), workspaceID: workspace, creatorID: creator, name: name, role: role, createdAt: now, lastUsedAt: nil)
        try await store.write { transaction in
            guard let own = try Members.role(of: creator, in: workspace, transaction) else {
                throw Failure(.forbidden, "You do not belong to this workspace.")
            }
            guard role <= own else { throw Failure(.forbidden, "A token can't do more than the one who makes it (\(own.rawValue)).") }
            guard try APITokenRows.count(in: workspace, transaction) < Self.limitPerWorkspace else {
                throw Failure(.conflict, "The workspace has \(Self.limitPerWorkspace) tokens. Revoke one that is no longer used.")
            }
            try APITokenRows.insert(token, hash: TokenHash(of: text), in: transaction)
        }
        return NewAPIToken(token: token, text: text)
    }

    /// For whom the text stands; `nil` when it is malformed, unknown or revoked, or its maker no longer belongs to the workspace.
    package func resolve(_ text: String) async throws -> Principal? {
        guard APITokenText.isWellFormed(text) else { return nil }
        return try await recognizer.principal(for: TokenHash(of: text))
    }

    /// The live tokens of a workspace, newest first.
    package func list(in workspace: ID<Workspace>) async throws -> [APIToken] {
        try await store.read { try APITokenRows.list(in: workspace, limit: Self.limitPerWorkspace, $0) }
    }

    /// Ends a token; it is refused from the next request on. Revoking it twice is no fault.
    ///
    /// - Throws: ``Failure`` `notFound` when the workspace has no such token.
    package func revoke(_ id: ID<APIToken>, in workspace: ID<Workspace>) async throws {
        let cache = recognizer.cache
        let now = clock.now()
        try await store.write { transaction in
            guard let hash = try APITokenRows.revoke(id, in: workspace, at: now, transaction) else {
                throw Failure(.notFound, "There is no such token.")
            }
            transaction.afterCommit { cache.forget(hash) }
        }
    }

    /// Drops what memory holds of a person's tokens; call it from the after-commit notice of a changed role or membership.
    package func forget(_ person: ID<Person>) {
        recognizer.cache.forget(person)
    }

    /// Writes the last uses collected since the last call. To be called every minute and before shutdown.
    package func flushLastUse() async throws {
        try await recognizer.flushLastUse()
    }
}
