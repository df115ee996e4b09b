import DataStore
import Identity
import Primitives
import TestSupport
import Testing

/// A store with the tables of identity, a clock that stands still, and what acts on them.
struct IdentityWorld: Sendable {
    static let issuer = "https://node.example/auth/v1"
    static let root = Secret(Array(0..<32))

    let store: Store
    let clock: ManualClock
    let keys: KeyRing
    let cache: CredentialCache
    let sessions: Sessions
    let tokens: APITokens
    let workspaceKeys: WorkspaceKeys
    let users: UserDirectory
    let audit: AuditLog
    let setup: SetupLinks

    var credentials: Credentials { Credentials(sessions: sessions, tokens: tokens, workspaceKeys: workspaceKeys) }

    /// A request from a browser by someone unknown yet.
    static let visit = Act(principal: nil, remoteAddress: "192.0.2.7", userAgent: "Browser/1")

    /// Redeems a fresh link; answers workspace, owner and session.
    func setUp(email: String = "ada@example.fr") async throws -> SetupOutcome {
        let link = try await setup.issue()
        return try await setup.redeem(request(link.token.revealedText, email: email), act: Self.visit)
    }

    func request(
        _ token: String, name: String = "Ada Lovelace", email: String = "ada@example.fr", workspace: String = "Atelier",
        language: String = "fr"
    ) throws -> SetupRequest {
        try SetupRequest(token: token, name: name, email: email, workspace: workspace, language: language)
    }

    /// A second tenant beside the first, with an owner of its own.
    func addWorkspace(email: String, name: String = "Other") async throws -> (ID<Workspace>, ID<Person>) {
        let now = clock.now
        let (address, title) = try (parsed(email), parsedName(name))
        return try await store.write { transaction in
            let person =
                try People.find(address, in: transaction) ?? People.create(address, at: now, in: transaction)
            let workspace = try Workspaces.create(name: title, language: .english, owner: person.id, at: now, in: transaction)
            return (workspace.id, person.id)
        }
    }

    func addMember(_ role: Role, to workspace: ID<Workspace>, email: String) async throws -> ID<Person> {
        let now = clock.now
        let address = try parsed(email)
        return try await store.write { transaction in
            let person =
                try People.find(address, in: transaction) ?? People.create(address, at: now, in: transaction)
            try Members.add(person.id, as: role, to: workspace, at: now, transaction)
            return person.id
        }
    }

    func open(_ person: ID<Person>, in workspace: ID<Workspace>, reach: SessionReach = .node) async throws -> NewSession {
        try await sessions.create(for: person, in: workspace, method: .otp, reach: reach, act: Self.visit)
    }

    /// The same sessions as another process with the same root secret would know them.
    func restarted() -> Sessions {
        Sessions(store: store, keys: KeyRing(root: Self.root, clock: clock.wallClock), issuer: Self.issuer, clock: clock.wallClock)
    }

    func serviceAct(in workspace: ID<Workspace>) async throws -> Act {
        let key = try await workspaceKeys.texts(of: workspace).service.opaque.revealedText
        guard let principal = try await workspaceKeys.resolve(key) else { throw Unexpected("the service key is not known") }
        return Act(principal: principal, remoteAddress: "192.0.2.9", userAgent: "supabase-py")
    }

    func count(_ table: String) async throws -> Int {
        try await store.read { try $0.value("SELECT count(*) FROM \(table)") ?? 0 }
    }

    func actions(in workspace: ID<Workspace>) async throws -> [String] {
        try await audit.list(in: workspace).items.reversed().map(\.action.rawValue)
    }

    func parsed(_ email: String) throws -> EmailAddress {
        guard let address = EmailAddress(email) else { throw Unexpected("\(email) is no address") }
        return address
    }

    func parsedName(_ text: String) throws -> DisplayName {
        guard let name = DisplayName(text) else { throw Unexpected("\(text) is no name") }
        return name
    }
}

/// Something that a test takes for granted is not so.
struct Unexpected: Error {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}

/// Lends a world of its own.
func withIdentity<Result>(
    hooks: CredentialHooks = CredentialHooks(), _ body: (IdentityWorld) async throws -> Result
) async throws -> Result {
    let clock = ManualClock()
    return try await withStore(IdentitySchema.migrations, clock: clock.wallClock) { store in
        let keys = KeyRing(root: IdentityWorld.root, clock: clock.wallClock)
        let cache = CredentialCache()
        let sessions = Sessions(
            store: store, keys: keys, issuer: IdentityWorld.issuer, cache: cache, clock: clock.wallClock, hooks: hooks)
        return try await body(
            IdentityWorld(
                store: store, clock: clock, keys: keys, cache: cache, sessions: sessions,
                tokens: APITokens(store: store, cache: cache, clock: clock.wallClock, hooks: hooks),
                workspaceKeys: WorkspaceKeys(store: store, keys: keys, cache: cache, clock: clock.wallClock),
                users: UserDirectory(store: store, cache: cache, clock: clock.wallClock), audit: AuditLog(store: store),
                setup: SetupLinks(store: store, sessions: sessions, clock: clock.wallClock)))
    }
}

/// The code of the failure that `body` throws; `nil` when it throws nothing. Any other error passes.
func failureCode(_ body: () async throws -> Void) async throws -> FailureCode? {
    do {
        try await body()
        return nil
    } catch let failure as Failure {
        return failure.code
    }
}

/// Expects that `body` throws a failure of this code.
func expectFailure(
    _ code: FailureCode, sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
) async throws {
    let thrown = try await failureCode(body)
    #expect(thrown == code, sourceLocation: sourceLocation)
}

/// Why a refresh was refused; `nil` when it was not. Any other error passes.
func refreshRefusal(_ body: () async throws -> Void) async throws -> RefreshRefusal? {
    do {
        try await body()
        return nil
    } catch let refusal as RefreshRefusal {
        return refusal
    }
}
