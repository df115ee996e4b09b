import Backups
import Blobs
import DataStore
import Domain
import HTTPServing
import Identity
import JobQueue
import Logging
import Mail
import NIOCore
import Primitives
import Realtime
import Telemetry
import TestSupport
import WebAPI

/// The API over a database of the test's own, with nothing that listens or runs.
func withAPI(_ body: (API) async throws -> Void) async throws {
    try await withFolder { folder in
        let migrations =
            IdentitySchema.migrations + CodeSchema.migrations + Jobs.migrations + EventLog.migrations + BlobSchema.migrations
            + ProductSchema.migrations + InvitationSchema.migrations + AlertSchema.migrations + BackupRunRows.migrations
        let store = try Store(path: folder + "/test.sqlite", migrations: migrations)
        let telemetry = try Store(path: folder + "/telemetry.sqlite", migrations: TelemetrySchema.migrations)
        let hub = Hub(eventLoops: [any EventLoop]()) { payload, _ in payload }
        let log = EventLog(epoch: store.epoch, hub: hub)
        let jobs = Jobs(store: store)
        let blobs = try BlobStore(path: folder + "/blobs", store: store)
        let leads = Leads(
            store: store, jobs: jobs, blobs: blobs, events: LeadEvents(log: log), log: log, changes: RowChanges(hub: hub))
        let imports = Imports(store: store, blobs: blobs, jobs: jobs, leads: leads, log: log)
        let ring = KeyRing(root: .random(byteCount: 32))
        let cache = CredentialCache()
        let url = "http://127.0.0.1:8080"
        let sessions = Sessions(store: store, keys: ring, issuer: "\(url)/auth/v1", cache: cache)
        let tokens = APITokens(store: store, cache: cache)
        let workspaceKeys = WorkspaceKeys(store: store, keys: ring, cache: cache)
        guard let sender = EmailAddress("no-reply@node.example") else { preconditionFailure("the address is well-formed") }
        let outbox = Outbox(jobs: jobs, ring: ring, sender: Mailbox(address: sender))
        let letters = Letters(siteURL: url)
        let invitations = Invitations(
            store: store, sessions: sessions, cache: cache, outbox: outbox, letters: letters, pageURL: url)
        let hasher = CodeHasher()
        let renderThread = RenderThread()
        let signIn = SignIn(
            store: store, sessions: sessions, ring: ring, hasher: hasher, outbox: outbox, letters: letters,
            links: SignInLinks(pageURL: url, apiURL: url), invitations: invitations.book)
        let mailbox = DevMailbox()
        let people = PeopleAPI(
            sessions: sessions, signIn: signIn, signUp: .invited, tokens: tokens, workspaceKeys: workspaceKeys,
            audit: AuditLog(store: store),
            workspaces: WorkspaceRegistrar(store: store, cache: cache), roster: MemberRoster(store: store, cache: cache),
            invitations: invitations, devMailbox: mailbox, address: { url })
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let key = ring.current(.urlSigning)
        let gate = Gatekeeper(
            credentials: Credentials(sessions: sessions, tokens: tokens, workspaceKeys: workspaceKeys), proxies: .none,
            answers: RememberedAnswers(store: store), home: HomeWorkspace(store: store), publicURL: nil)
        let auth = AuthRoutes(
            store: store, signIn: signIn, sessions: sessions, keys: workspaceKeys, users: UserDirectory(store: store, cache: cache),
            gatekeeper: gate, limits: SignInLimits(),
            settings: AuthSettings(
                apiURL: { url }, redirects: RedirectPolicy(siteURL: { url }, patterns: []), signUp: .invited, userRole: .viewer,
                version: "test"))
        let runner = JobRunner(jobs: jobs, handlers: [NoopHandler()], queues: [Noop.queue: Noop.limits], logger: logger)
        let own = OwnWork(kinds: runner.kinds.union([AnalyzeLead.kind]), queues: [Noop.queue, AnalyzeLead.queue])
        let signingKey = URLSigningKey(id: key.id, secret: key.secret)
        let api = API(
            store: store,
            accounts: Accounts(store: store, setupLinks: SetupLinks(store: store, sessions: sessions), sessions: sessions), people: people,
            auth: auth,
            leads: leads,
            intake: IntakeAPI(
                imports: imports, forms: Forms(store: store, leads: leads), exports: Exports(store: store, leads: leads),
                erasure: Erasure(store: store, leads: leads, imports: imports, ring: ring)),
            books: BooksAPI(
                ledger: Ledger(store: store, log: log), rules: CommissionRules(store: store), payouts: leads.payouts,
                statements: Statements(store: store, thread: renderThread)),
            inbox: InboxAPI(
                inboxes: Inboxes(store: store, log: log, jobs: jobs),
                webhooks: Webhooks(
                    store: store, jobs: jobs, log: log, notifications: leads.notifications, secrets: WebhookSecrets(ring: ring),
                    poster: WebhookPoster(policy: .publicOnly)), ring: ring),
            errors: ErrorsAPI(
                projects: ErrorProjects(store: store, home: HomeWorkspace(store: store)) { url }, groups: ErrorGroups(store: telemetry),
                ingest: SentryIngest(intake: ErrorIntake(store: telemetry, logger: logger) { true }, maps: .none) { _ in }),
            backups: BackupsAPI(
                backups: NodeBackups(
                    store: store, jobs: jobs, log: log, blobs: blobs, folder: try DataFolder(path: folder + "/data"),
                    node: BackedNode(product: "test", profile: "local", rootSecret: .random(byteCount: 32)),
                    settings: BackupSettings(folder: nil, every: nil, keep: RetentionRule(days: 1), passphrase: nil, drillEvery: nil))),
            mail: MailDesk(way: .devMailbox(mailbox, sender: Mailbox(address: sender)), store: store) { 2 },
            projects: ProjectDesk(store: store, log: log, changes: RowChanges { _ in }),
            jobs: JobsAPI(
                desk: JobDesk(store: store, jobs: jobs, own: own),
                schedules: ScheduleDesk(store: store, jobs: jobs, schedules: Schedules(jobs: jobs), own: own),
                workers: WorkerDesk(leases: Leases(jobs: jobs, logger: logger), pollLimit: 2)), blobs: blobs,
            links: SignedURLs(signingKey: signingKey),
            storage: StorageRoutes(
                buckets: Buckets(store: store, blobs: blobs), blobs: blobs,
                links: StorageLinks(signingKey: { _ in signingKey }, acceptedKey: { _, _ in signingKey }),
                files: FileDesk(store: store, buckets: Buckets(store: store, blobs: blobs)), gate: gate), gate: gate,
            health: HealthChecks(store: store, runner: runner, blobs: blobs), telemetry: TelemetryAPI(store: telemetry),
            observing: try healthAPI(store: store, telemetry: telemetry, folder: folder),
            endpoint: PhoenixEndpoint(
                hub: Hub(eventLoops: [any EventLoop]()) { payload, _ in payload }, log: log, store: store,
                policy: ChannelPolicy(allowsPublic: false), limits: SessionLimits(), logger: logger),
            publicVariables: [:], version: "test")
        try await body(api)
        try await renderThread.shutdown()
        try await hasher.shutdown()
        try telemetry.close()
        try store.close()
    }
}

/// Health of nothing that runs: no rule has anything to look at, and nobody is told.
private func healthAPI(store: Store, telemetry: Store, folder: String) throws -> HealthAPI {
    let board = HealthBoard(store: telemetry)
    let watch = AlertWatch(store: store, gauges: [:], announcer: NobodyIsTold())
    let desk = AlertDesk(store: store, watch: watch)
    return HealthAPI(
        reporter: HealthReporter(board: board, alerts: desk, disk: DiskRoom(path: folder), version: "test"), alerts: desk,
        exposition: Exposition(MetricRegistry([]), sources: []), metricsToken: nil, poster: WebhookPoster(policy: .publicOnly),
        sendTest: {})
}

private struct NobodyIsTold: AlertAnnouncer {
    func changed(_ alert: Alert, in tx: WriteTransaction) throws {}
    func notify(_ alerts: [Alert], _ targets: AlertTargets, in tx: WriteTransaction) throws {}
    func notifyWithoutStore(_ alerts: [Alert], _ targets: AlertTargets) async {}
}
