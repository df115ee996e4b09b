import Backups
import Blobs
import DataStore
import Domain
import Identity
import JobQueue
import Mail
import Primitives
import Telemetry

/// People and access, put together once: for a running node, and for the operator's commands when none runs.
struct Identities: Sendable {
    let ring: KeyRing
    let keys: Keys
    let cache: CredentialCache
    let sessions: Sessions
    let tokens: APITokens
    let workspaceKeys: WorkspaceKeys
    let setupLinks: SetupLinks
    let users: UserDirectory
    let audit: AuditLog
    let outbox: Outbox
    let letters: Letters
    let hasher: CodeHasher
    let signIn: SignIn
    let workspaces: WorkspaceRegistrar
    let roster: MemberRoster
    let invitations: Invitations
    let removal: WorkspaceRemoval
    private let jobs: Jobs

    /// - Parameters:
    ///   - notifications: absent where nobody hears events.
    ///   - onAccessChange: told, after the commit and from the writer, whose credentials mean something else from now on.
    init(
        settings: Settings, secret: RootSecret, store: Store, jobs: Jobs, address: PublicAddress,
        notifications: Notifications? = nil, onAccessChange: @escaping @Sendable (AccessChange) -> Void = { _ in }
    ) throws {
        guard let sender = settings.mailFrom else { throw ConfigurationFaults(profile: settings.profile, faults: ["MAIL_FROM: missing"]) }
        self.jobs = jobs
        ring = KeyRing(root: secret.bytes)
        keys = Keys(store: store, ring: ring)
        cache = CredentialCache(onChange: onAccessChange)
        sessions = Sessions(
            store: store, keys: ring, issuer: "\(PublicAddress(settings).current)/auth/v1",
            accessTokenLifetime: settings.signInLimits.accessTokenLifetime, reuseInterval: settings.signInLimits.reuseInterval, cache: cache
        )
        tokens = APITokens(store: store, cache: cache)
        workspaceKeys = WorkspaceKeys(store: store, keys: ring, cache: cache)
        setupLinks = SetupLinks(store: store, sessions: sessions)
        let news = notifications.map { MemberNews(notifications: $0) }
        let departure = MemberDeparture { person, workspace, tx in
            try news?.left(person, workspace, trace: TraceID(), in: tx)
            try jobs.enqueue(
                UnassignLeads(workspaceID: workspace, personID: person), workspace: workspace.description, trace: TraceID(), in: tx)
        }
        users = UserDirectory(store: store, cache: cache, departure: departure)
        audit = AuditLog(store: store)
        outbox = Outbox(jobs: jobs, ring: ring, sender: Mailbox(name: "Uprising", address: sender))
        letters = Letters(siteURL: PublicAddress(settings).current)
        hasher = CodeHasher()
        workspaces = WorkspaceRegistrar(store: store, cache: cache)
        roster = MemberRoster(store: store, cache: cache, departure: departure)
        removal = WorkspaceRemoval(store: store, jobs: jobs, cache: cache)
        invitations = Invitations(
            store: store, sessions: sessions, cache: cache, outbox: outbox, letters: letters, pageURL: PublicAddress(settings).current,
            news: news)
        signIn = SignIn(
            store: store, sessions: sessions, ring: ring, hasher: hasher, outbox: outbox, letters: letters,
            links: SignInLinks(pageURL: { address.current }, apiURL: { address.current }), policy: settings.signUp,
            signUpRole: settings.signUpRole, invitations: invitations.book, limits: settings.signInLimits)
    }

    var credentials: Credentials { Credentials(sessions: sessions, tokens: tokens, workspaceKeys: workspaceKeys) }

    /// - Parameters:
    ///   - backups: absent where no node runs.
    ///   - health: of the node; absent where none runs.
    func operations(
        in folder: DataFolder, store: Store, blobs: BlobStore, backups: NodeBackups? = nil, address: PublicAddress,
        health: (@Sendable () async throws -> HealthReport)? = nil
    ) -> ControlOperations {
        ControlOperations(
            folder: folder, store: store, blobs: blobs, backups: backups, jobs: jobs, setupLinks: setupLinks, sessions: sessions,
            tokens: tokens,
            workspaceKeys: workspaceKeys, keys: keys,
            ring: ring, signIn: signIn, address: address, health: health, clock: .system)
    }
}
