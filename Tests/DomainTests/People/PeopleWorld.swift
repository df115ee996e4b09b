import Blobs
import DataStore
import Domain
import Identity
import JobQueue
import Logging
import Mail
import Primitives
import Realtime
import Synchronization
import TestSupport

/// A node with one workspace and its owner Ada, a mailbox that keeps what is sent, and a clock that stands still.
struct PeopleWorld: Sendable {
    let store: Store
    let clock: ManualClock
    let ring: KeyRing
    let cache: CredentialCache
    let sessions: Sessions
    let tokens: APITokens
    let keys: WorkspaceKeys
    let outbox: Outbox
    let jobs: Jobs
    let mailbox: KeptMail
    let registrar: WorkspaceRegistrar
    let roster: MemberRoster
    let invitations: Invitations
    let removal: WorkspaceRemoval
    let workspace: ID<Workspace>
    let ada: ID<Person>

    static let site = "https://node.example"

    /// Someone at the page who is not signed in.
    static let visit = Act(principal: nil, remoteAddress: "192.0.2.7", userAgent: "Browser/1")

    /// Signs a member in; answers an act of theirs.
    func act(_ person: ID<Person>, in place: ID<Workspace>? = nil, reach: SessionReach = .node) async throws -> Act {
        let session = try await sessions.create(for: person, in: place ?? workspace, method: .otp, reach: reach, act: Self.visit)
        return Self.visit.by(session.principal)
    }

    /// An act of the service key.
    func serviceAct() async throws -> Act {
        let key = try await keys.texts(of: workspace).service.opaque.revealedText
        guard let principal = try await keys.resolve(key) else { throw Unexpected("the service key is not known") }
        return Self.visit.by(principal)
    }

    /// An act of a token that Ada made, with all that she may do.
    func tokenAct() async throws -> Act {
        let owner = try await act(ada)
        let made = try await tokens.create(
            name: "robot", scopes: PermissionTable.permissions(of: .owner), act: owner)
        guard let principal = try await tokens.resolve(made.text.revealedText) else { throw Unexpected("the token is not known") }
        return Self.visit.by(principal)
    }

    func add(_ role: Role, _ email: String, to place: ID<Workspace>? = nil) async throws -> ID<Person> {
        let (address, now, place) = (try parsed(email), clock.now, place ?? workspace)
        return try await store.write { tx in
            let person = try People.find(address, in: tx) ?? People.create(address, at: now, in: tx)
            try Members.add(person.id, as: role, to: place, at: now, tx)
            return person.id
        }
    }

    /// A second tenant.
    func addWorkspace(of owner: ID<Person>? = nil) async throws -> ID<Workspace> {
        let (now, name) = (clock.now, DisplayName("Other"))
        return try await store.write { [ada] tx in
            guard let name else { throw Unexpected("no name") }
            let made = try Workspaces.create(name: name, language: .english, owner: owner ?? ada, at: now, in: tx)
            try Projects.createDefault(for: made, at: now, in: tx)
            try Channels.createDefault(for: made, at: now, in: tx)
            return made.id
        }
    }

    func role(of person: ID<Person>, in place: ID<Workspace>? = nil) async throws -> Role? {
        let place = place ?? workspace
        return try await store.read { try Members.role(of: person, in: place, $0) }
    }

    func person(_ email: String) async throws -> Person? {
        let address = try parsed(email)
        return try await store.read { try People.find(address, in: $0) }
    }

    /// Invites, and answers the invitation with the token of its mail.
    func invite(_ email: String, as role: Role = .member, act: Act) async throws -> (invitation: Invitation, token: String) {
        let invitation = try await invitations.send(InvitationDraft(email: email, role: role.rawValue), act: act)
        return (invitation, try await mailedToken())
    }

    /// Sends what waits; answers the token of the last mail.
    func mailedToken() async throws -> String {
        try await runMail()
        guard let token = mailbox.all.last?.invitationToken else { throw Unexpected("no invitation was mailed") }
        return token
    }

    func runMail() async throws {
        let runner = JobRunner(
            jobs: jobs, handlers: [MailSender(mailer: mailbox, ring: ring, clock: clock.wallClock)], queues: [SendMail.queue: 1],
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        try await runner.runOnce()
    }

    func count(_ table: String, where condition: String = "1 = 1") async throws -> Int {
        try await store.read { try $0.value("SELECT count(*) FROM \(table) WHERE \(condition)") ?? 0 }
    }

    /// What an act left behind: the number of jobs and of audit entries.
    func traces() async throws -> Traces {
        Traces(jobs: try await count("job"), entries: try await count("audit_entry"))
    }

    /// The newest audit entries of the node, the oldest of them first.
    func actions(last count: Int) async throws -> [String] {
        try await store.read {
            try $0.rows("SELECT action FROM audit_entry ORDER BY number DESC LIMIT ?", [count]).map { try $0["action"] }
        }.reversed()
    }

    func lastEntry() async throws -> AuditEntry {
        guard let entry = try await AuditLog(store: store).list(in: workspace, limit: 1).items.first else {
            throw Unexpected("nothing is in the log")
        }
        return entry
    }

    /// Sign-in by code beside the invitations.
    func withSignIn<Result>(_ body: (SignIn) async throws -> Result) async throws -> Result {
        let hasher = CodeHasher()
        let signIn = SignIn(
            store: store, sessions: sessions, ring: ring, hasher: hasher, outbox: outbox, letters: Letters(siteURL: Self.site),
            links: SignInLinks(pageURL: Self.site, apiURL: Self.site), invitations: invitations.book, clock: clock.wallClock)
        let result = try await body(signIn)
        try await hasher.shutdown()
        return result
    }
}

struct Traces: Hashable {
    var jobs: Int
    var entries: Int

    func adding(jobs: Int = 0, entries: Int = 0) -> Traces {
        Traces(jobs: self.jobs + jobs, entries: self.entries + entries)
    }
}

/// Keeps what it is given.
final class KeptMail: Mailer {
    private let messages = Mutex<[MailMessage]>([])

    var all: [MailMessage] { messages.withLock { $0 } }

    func send(_ message: MailMessage) async throws(MailFault) {
        messages.withLock { $0.append(message) }
    }
}

extension MailMessage {
    /// What stands behind the fragment's name, up to the end of the line.
    var invitationToken: String? {
        text.split(separator: "\n").first { $0.hasPrefix("\(PeopleWorld.site)/invitation#token=") }?
            .split(separator: "=").last.map(String.init)
    }

    /// The first six digits that stand alone.
    var code: String? {
        text.split(whereSeparator: { !$0.isNumber }).first { $0.count == 6 }.map(String.init)
    }
}

/// Something that a test takes for granted is not so.
struct Unexpected: Error {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}

func parsed(_ email: String) throws -> EmailAddress {
    guard let address = EmailAddress(email) else { throw Unexpected("\(email) is no address") }
    return address
}

/// Lends a world of its own, with every table that a node has.
func withPeople(_ body: (PeopleWorld) async throws -> Void) async throws {
    let clock = ManualClock()
    let migrations =
        IdentitySchema.migrations + CodeSchema.migrations + Jobs.migrations + EventLog.migrations + BlobSchema.migrations
        + ProductSchema.migrations + InvitationSchema.migrations
    try await withStore(migrations, clock: clock.wallClock) { store in
        let ring = KeyRing(root: Secret(Array(0..<32)), clock: clock.wallClock)
        let (cache, jobs) = (CredentialCache(), Jobs(store: store, clock: clock.wallClock))
        let sessions = Sessions(
            store: store, keys: ring, issuer: "\(PeopleWorld.site)/auth/v1", cache: cache, clock: clock.wallClock)
        let outbox = Outbox(
            jobs: jobs, ring: ring, sender: Mailbox(name: "Uprising", address: try parsed("node@node.example")), clock: clock.wallClock)
        let (workspace, ada) = try await setUp(store, sessions, clock)
        try await body(
            PeopleWorld(
                store: store, clock: clock, ring: ring, cache: cache, sessions: sessions,
                tokens: APITokens(store: store, cache: cache, clock: clock.wallClock),
                keys: WorkspaceKeys(store: store, keys: ring, cache: cache, clock: clock.wallClock), outbox: outbox, jobs: jobs,
                mailbox: KeptMail(), registrar: WorkspaceRegistrar(store: store, cache: cache, clock: clock.wallClock),
                roster: MemberRoster(store: store, cache: cache, clock: clock.wallClock),
                invitations: Invitations(
                    store: store, sessions: sessions, cache: cache, outbox: outbox, letters: Letters(siteURL: PeopleWorld.site),
                    pageURL: PeopleWorld.site, clock: clock.wallClock),
                removal: WorkspaceRemoval(store: store, jobs: jobs, cache: cache, clock: clock.wallClock), workspace: workspace, ada: ada))
    }
}

private func setUp(_ store: Store, _ sessions: Sessions, _ clock: ManualClock) async throws -> (ID<Workspace>, ID<Person>) {
    let links = SetupLinks(store: store, sessions: sessions, clock: clock.wallClock)
    let request = try SetupRequest(
        token: try await links.issue().token.revealedText, name: "Ada Lovelace", email: "ada@example.fr", workspace: "Atelier",
        language: "fr")
    let outcome = try await links.redeem(request, act: PeopleWorld.visit) { tx, workspace in
        try Projects.createDefault(for: workspace, at: clock.now, in: tx)
        try Channels.createDefault(for: workspace, at: clock.now, in: tx)
    }
    return (outcome.workspace.id, outcome.owner.id)
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
