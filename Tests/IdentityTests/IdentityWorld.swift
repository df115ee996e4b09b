import DataStore
import Identity
import Primitives
import TestSupport

/// A store with the tables of identity, a clock that stands still, and what acts on them.
struct IdentityWorld: Sendable {
    let store: Store
    let clock: ManualClock
    let sessions: Sessions
    let tokens: APITokens
    let setup: SetupLinks

    /// Redeems a fresh link; answers workspace, owner and session.
    func setUp(email: String = "ada@example.fr") async throws -> SetupOutcome {
        let link = try await setup.issue()
        return try await setup.redeem(request(link.token.revealedText, email: email), userAgent: "Browser/1")
    }

    func request(
        _ token: String, name: String = "Ada Lovelace", email: String = "ada@example.fr", workspace: String = "Atelier",
        language: String = "fr"
    ) throws -> SetupRequest {
        try SetupRequest(token: token, name: name, email: email, workspace: workspace, language: language)
    }

    /// A second tenant beside the first, with an owner of its own.
    func addWorkspace(email: String) async throws -> (ID<Workspace>, ID<Person>) {
        let (workspace, person, now) = (ID<Workspace>(), ID<Person>(), clock.now)
        try await store.write { transaction in
            try transaction.execute("INSERT INTO workspace VALUES (?, 'Other', 'en', ?, 1)", [workspace, now])
            try transaction.execute("INSERT INTO person VALUES (?, ?, ?, 'Other', ?)", [person, email, email, now])
            try transaction.execute("INSERT INTO member VALUES (?, ?, 'owner', ?)", [workspace, person, now])
        }
        return (workspace, person)
    }

    func addMember(_ role: Role, to workspace: ID<Workspace>, email: String) async throws -> ID<Person> {
        let (person, now) = (ID<Person>(), clock.now)
        try await store.write { transaction in
            try transaction.execute("INSERT INTO person VALUES (?, ?, ?, 'Someone', ?)", [person, email, email, now])
            try transaction.execute("INSERT INTO member VALUES (?, ?, ?, ?)", [workspace, person, role, now])
        }
        return person
    }

    func count(_ table: String) async throws -> Int {
        try await store.read { try $0.value("SELECT count(*) FROM \(table)") ?? 0 }
    }
}

/// Lends a world of its own.
func withIdentity<Result>(hooks: CredentialHooks = CredentialHooks(), _ body: (IdentityWorld) async throws -> Result) async throws -> Result
{
    let clock = ManualClock()
    return try await withStore(IdentitySchema.migrations, clock: clock.wallClock) { store in
        let sessions = Sessions(store: store, clock: clock.wallClock, hooks: hooks)
        return try await body(
            IdentityWorld(
                store: store, clock: clock, sessions: sessions, tokens: APITokens(store: store, clock: clock.wallClock, hooks: hooks),
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
