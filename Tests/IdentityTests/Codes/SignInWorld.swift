import DataStore
import Identity
import JobQueue
import Logging
import Mail
import Primitives
import Synchronization
import TestSupport

/// A node's sign-in with a workspace, an owner, a mail server that keeps what it gets, and a count of what everything costs.
struct SignInWorld: Sendable {
    let store: Store
    let clock: ManualClock
    let ring: KeyRing
    let hasher: CodeHasher
    let sessions: Sessions
    let jobs: Jobs
    let mailer: RecordingMailer
    let signIn: SignIn
    let costs: Costs
    let invited: InvitedAddresses
    let workspace: ID<Workspace>
    let owner: Person

    static let ada = "ada@example.fr"

    var page: Act { act(from: nil) }

    func act(from address: String?) -> Act { Act(principal: nil, remoteAddress: address, userAgent: "Browser/1") }

    var runner: JobRunner {
        JobRunner(
            jobs: jobs, handlers: [MailSender(mailer: mailer, ring: ring, clock: clock.wallClock)], queues: [SendMail.queue: 1],
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    }

    /// Asks for a code and answers the mail that comes, if one does.
    func mail(for request: SignIn.Request, act: Act? = nil) async throws -> MailMessage? {
        let before = mailer.sent.count
        try await signIn.requestCode(request, act: act ?? page)
        try await runner.runOnce()
        return mailer.sent.dropFirst(before).first
    }

    func mail(for email: String) async throws -> MailMessage? {
        try await mail(for: SignIn.Request(email: address(email)))
    }

    /// The code of the mail that comes.
    func code(for request: SignIn.Request) async throws -> String {
        guard let code = try await mail(for: request)?.code else { throw NoMail() }
        return code
    }

    func code(for email: String = ada) async throws -> String {
        try await code(for: SignIn.Request(email: address(email)))
    }

    func link(for request: SignIn.Request) async throws -> String {
        guard let link = try await mail(for: request)?.link else { throw NoMail() }
        return link
    }

    @discardableResult
    func enter(
        _ code: String, as email: String = ada, slots: [CodeSlot] = [.confirmation, .recovery], workspace: ID<Workspace>? = nil,
        door: CodeDoor? = nil, act: Act? = nil
    ) async throws -> NewSession {
        let outcome = try await signIn.verify(
            .code(email: address(email), code: code, slots: slots), workspace: workspace,
            door: door ?? (workspace == nil ? .page : .wire), act: act ?? page)
        guard case .session(let session) = outcome else { throw NoSession() }
        return session
    }

    @discardableResult
    func follow(
        _ token: String, slots: [CodeSlot] = CodeSlot.allCases, workspace: ID<Workspace>? = nil, door: CodeDoor = .page
    ) async throws -> NewSession {
        let outcome = try await signIn.verify(.link(token: token, slots: slots), workspace: workspace, door: door, act: page)
        guard case .session(let session) = outcome else { throw NoSession() }
        return session
    }

    func count(_ table: String) async throws -> Int {
        try await store.read { try $0.value("SELECT count(*) FROM \(table)") ?? 0 }
    }

    func actions() async throws -> [String] {
        try await store.read { try $0.rows("SELECT action FROM audit_entry ORDER BY number").map { try $0["action"] } }
    }

    /// A second workspace, with the same owner.
    func addWorkspace() async throws -> ID<Workspace> {
        let (owner, now) = (owner.id, clock.now)
        return try await store.write { try makeWorkspace("Other", owner: owner, at: now, $0) }
    }

    /// The same database behind a node that was started anew.
    func restarted(limits: SignInLimits = SignInLimits()) -> SignIn {
        makeSignIn(
            store: store, sessions: sessions, ring: ring, hasher: hasher, jobs: jobs, limits: limits, clock: clock.wallClock)
    }

    func service(of workspace: ID<Workspace>? = nil) -> Principal {
        Principal(
            credential: .serviceKey, workspaceID: workspace ?? self.workspace, personID: nil, role: nil,
            permissions: PermissionTable.service, displayName: name("service"))
    }
}

struct NoMail: Error {}
struct NoSession: Error {}

/// Counts what a sign-in costs.
final class Costs: Sendable {
    struct Sum: Equatable, Sendable {
        var hashes = 0
        var writes = 0
        var jobs = 0
    }

    private let sum = Mutex(Sum())

    func take() -> Sum {
        sum.withLock { sum in
            let taken = sum
            sum = Sum()
            return taken
        }
    }

    var hooks: SignInHooks {
        var hooks = SignInHooks()
        hooks.hashed = { self.sum.withLock { $0.hashes += 1 } }
        hooks.wrote = { self.sum.withLock { $0.writes += 1 } }
        hooks.enqueued = { self.sum.withLock { $0.jobs += 1 } }
        return hooks
    }
}

/// Keeps messages, or answers as the scripted server does.
final class RecordingMailer: Mailer {
    private let state = Mutex<(sent: [MailMessage], faults: [MailFault])>(([], []))

    var sent: [MailMessage] { state.withLock { $0.sent } }

    /// The next messages are answered with these, one each.
    func failNext(_ faults: MailFault...) { state.withLock { $0.faults += faults } }

    func send(_ message: MailMessage) async throws(MailFault) {
        let fault: MailFault? = state.withLock { state in
            if !state.faults.isEmpty { return state.faults.removeFirst() }
            state.sent.append(message)
            return nil
        }
        if let fault { throw fault }
    }
}

/// Invitations as another module keeps them.
final class InvitedAddresses: Sendable {
    private let waiting = Mutex<[String: ID<Workspace>]>([:])

    func add(_ email: String, to workspace: ID<Workspace>) { waiting.withLock { $0[email] = workspace } }

    func book(_ clock: ManualClock) -> InvitationBook {
        InvitationBook(
            find: { email, workspace, _ in
                self.waiting.withLock { $0[email.normalized] }.flatMap { workspace == nil || workspace == $0 ? $0 : nil }
            },
            accept: { person, workspace, _, transaction in
                try Members.add(person.id, as: .member, to: workspace, at: clock.now, transaction)
                _ = self.waiting.withLock { $0.removeValue(forKey: person.email.normalized) }
            })
    }
}

extension MailMessage {
    /// The first six digits that stand alone.
    var code: String? {
        text.split(whereSeparator: { !$0.isNumber }).first { $0.count == 6 }.map(String.init)
    }

    /// The token of the link.
    var link: String? {
        let lines = text.split(separator: "\n").map(String.init)
        guard let line = lines.first(where: { $0.hasPrefix("https://") && $0.contains("/") && $0.contains("=") }) else { return nil }
        return line.split(separator: "=").dropFirst().first?.split(separator: "&").first.map(String.init)
    }
}

func address(_ text: String) -> EmailAddress {
    guard let address = EmailAddress(text) else { fatalError("\(text) is no address") }
    return address
}

func name(_ text: String) -> DisplayName {
    guard let name = DisplayName(text) else { fatalError("\(text) is no name") }
    return name
}

func makeWorkspace(_ title: String, owner: ID<Person>, at moment: Timestamp, _ transaction: WriteTransaction) throws -> ID<Workspace> {
    try Workspaces.create(name: name(title), language: .french, owner: owner, at: moment, in: transaction).id
}

func makeSignIn(
    store: Store, sessions: Sessions, ring: KeyRing, hasher: CodeHasher, jobs: Jobs, policy: SignUpPolicy = .invited,
    invitations: InvitationBook = .none, limits: SignInLimits = SignInLimits(), clock: WallClock, hooks: SignInHooks = SignInHooks()
) -> SignIn {
    let site = "https://node.example"
    return SignIn(
        store: store, sessions: sessions, ring: ring, hasher: hasher,
        outbox: Outbox(jobs: jobs, ring: ring, sender: Mailbox(name: "Uprising", address: address("node@node.example")), clock: clock),
        letters: Letters(siteURL: site), links: SignInLinks(pageURL: site, apiURL: site), policy: policy, invitations: invitations,
        limits: limits, clock: clock, hooks: hooks)
}

/// Lends a world of its own.
///
/// - Parameter compared: runs between the comparison of a code and the write that uses it.
@discardableResult
func withSignIn<Result>(
    policy: SignUpPolicy = .invited, limits: SignInLimits = SignInLimits(), compared: (@Sendable () async -> Void)? = nil,
    _ body: (SignInWorld) async throws -> Result
) async throws -> Result {
    let clock = ManualClock()
    return try await withHasher { hasher in
        try await withStore(IdentitySchema.migrations + CodeSchema.migrations + Jobs.migrations, clock: clock.wallClock) { store in
            let ring = KeyRing(root: Secret(Array(0..<32)), clock: clock.wallClock)
            let sessions = Sessions(store: store, keys: ring, issuer: "https://node.example/auth/v1", clock: clock.wallClock)
            let jobs = Jobs(store: store, clock: clock.wallClock)
            let (costs, invited, now) = (Costs(), InvitedAddresses(), clock.now)
            var hooks = costs.hooks
            hooks.compared = compared
            let (owner, workspace) = try await store.write { transaction in
                let owner = try People.create(
                    address(SignInWorld.ada), name: name("Ada Lovelace"), emailConfirmedAt: now, at: now, in: transaction)
                return (owner, try makeWorkspace("Atelier", owner: owner.id, at: now, transaction))
            }
            return try await body(
                SignInWorld(
                    store: store, clock: clock, ring: ring, hasher: hasher, sessions: sessions, jobs: jobs, mailer: RecordingMailer(),
                    signIn: makeSignIn(
                        store: store, sessions: sessions, ring: ring, hasher: hasher, jobs: jobs, policy: policy,
                        invitations: invited.book(clock), limits: limits, clock: clock.wallClock, hooks: hooks),
                    costs: costs, invited: invited, workspace: workspace, owner: owner))
        }
    }
}

/// Lends a hasher and ends its threads.
private func withHasher<Result>(_ body: (CodeHasher) async throws -> Result) async throws -> Result {
    let hasher = CodeHasher()
    do {
        let result = try await body(hasher)
        try await hasher.shutdown()
        return result
    } catch {
        try await hasher.shutdown()
        throw error
    }
}

/// The failure that `body` throws; `nil` when it throws nothing. Any other error passes.
func failure(_ body: () async throws -> Void) async throws -> Failure? {
    do {
        try await body()
        return nil
    } catch let failure as Failure {
        return failure
    }
}
