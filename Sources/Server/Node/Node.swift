import Blobs
import DataStore
import Domain
import FoundationEssentials
import HTTPServing
import Hummingbird
import Identity
import JobQueue
package import Logging
import Mail
import NIOCore
import NIOPosix
import Primitives
import Realtime
import ServiceLifecycle
import Telemetry
import UnixSignals
import WebAPI

/// One running node: every part put together, in the order in which they start and, backwards, stop.
package struct Node: Sendable {
    private let settings: Settings
    private let folder: DataFolder
    private let store: Store
    private let telemetry: Store
    private let group: MultiThreadedEventLoopGroup
    private let renderThread: RenderThread
    private let identities: Identities
    private let buckets: Buckets
    private let postOffice: PostOffice
    private let services: [any Service]
    private let api: API

    /// - Parameter onRunning: told the node's address, once connections are accepted.
    package init(settings: Settings, logger: Logger, onRunning: @escaping @Sendable (Address) async -> Void) throws {
        self.settings = settings
        folder = try DataFolder(path: settings.dataFolder)
        store = try Store(path: settings.databasePath ?? folder.databasePath, migrations: NodeSchema.migrations)
        telemetry = try Store(path: folder.telemetryPath, migrations: TelemetrySchema.migrations)
        group = MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)
        renderThread = RenderThread()

        // Events, jobs, files
        let hub = Hub(eventLoops: group.makeIterator()) { payload, kind in
            WebSocketFrame.encode(payload, opcode: kind == .text ? .text : .binary)
        }
        let log = EventLog(epoch: store.epoch, hub: hub)
        let events = LeadEvents(log: log)
        var limits = SessionLimits()
        limits.messagesPerSecond = settings.realtimeMessagesPerSecond
        let endpoint = PhoenixEndpoint(
            hub: hub, log: log, store: store, policy: ChannelPolicy(allowsPublic: settings.allowsPublicChannels), limits: limits,
            logger: logger)
        let jobs = Jobs(store: store) { job, tx in try events.jobChanged(job, in: tx) }
        let blobs = try BlobStore(path: folder.blobsPath, store: store)
        let notifications = Notifications(log: log, jobs: jobs, mailDelay: settings.notificationMailDelay)

        // Identity
        let address = PublicAddress(settings)
        identities = try Identities(
            settings: settings, secret: try NodeSecret.load(from: settings, in: folder), store: store, jobs: jobs, address: address,
            notifications: notifications
        ) { change in endpoint.accessChanged { change.concerns($0) } }
        postOffice = PostOffice(settings: settings)
        let gate = Gatekeeper(
            credentials: identities.credentials, proxies: settings.trustedProxies, answers: RememberedAnswers(store: store),
            home: HomeWorkspace(store: store), publicURL: settings.appURL)

        // The product
        let changes = RowChanges(hub: hub)
        let leads = Leads(store: store, jobs: jobs, blobs: blobs, events: events, log: log, changes: changes, notifications: notifications)
        let imports = Imports(store: store, blobs: blobs, jobs: jobs, leads: leads, log: log, byteLimit: settings.importBytes)
        let accounts = Accounts(store: store, setupLinks: identities.setupLinks, sessions: identities.sessions)
        let analyzer = settings.analyzer.analyzer(
            site: SiteAnalyzer(fetcher: SiteFetcher(policy: settings.allowsPrivateSites ? .allowPrivate : .publicOnly)), store: store)
        let schedules = Schedules(jobs: jobs)
        let inboxes = Inboxes(store: store, log: log, jobs: jobs)
        let webhooks = Webhooks(
            store: store, jobs: jobs, log: log, notifications: notifications, secrets: WebhookSecrets(ring: identities.ring),
            poster: WebhookPoster(policy: settings.allowsPrivateSites ? .allowPrivate : .publicOnly, logger: logger))
        let post = NotificationPost(outbox: identities.outbox, letters: identities.letters, ring: identities.ring) { address.current }
        let runner = JobRunner(
            jobs: jobs,
            handlers: [
                AnalyzeLeadHandler(leads: leads, analyzer: analyzer), RenderDossierHandler(leads: leads, thread: renderThread),
                MailSender(mailer: postOffice.mailer, ring: identities.ring), NoopHandler(),
                RunImportHandler(imports: imports),
                ScrubFilesHandler(
                    store: store, blobs: blobs, jobs: jobs, log: log,
                    alert: DamageAlert(outbox: identities.outbox, letters: identities.letters, notifications: notifications)),
                RemindOwnerHandler(leads: leads), MailNotificationHandler(store: store, post: post),
                MailDigestHandler(store: store, post: post),
                DeliverWebhookHandler(webhooks: webhooks, version: Version.current),
                UnassignLeadsHandler(leads: leads), EmptyStageHandler(stages: StageDesk(leads: leads)),
            ],
            queues: [
                AnalyzeLead.queue: QueueLimits(concurrency: settings.analysisConcurrency), RenderDossier.queue: 1, SendMail.queue: 1,
                Noop.queue: Noop.limits, ScrubFiles.queue: 1, RemindOwner.queue: 2, RunImport.queue: 1,
                MailNotification.queue: 2, DeliverWebhook.queue: 64,
            ], schedules: schedules, logger: logger,
            label: { job in job.subjectID.map { ["leadId": "\($0)"] } ?? [:] })

        let leases = Leases(jobs: jobs, logger: logger)

        // Doors
        let people = PeopleAPI(
            sessions: identities.sessions, signIn: identities.signIn, signUp: settings.signUp, tokens: identities.tokens,
            workspaceKeys: identities.workspaceKeys, audit: identities.audit, workspaces: identities.workspaces, roster: identities.roster,
            invitations: identities.invitations, devMailbox: postOffice.devMailbox,
            address: { address.current })
        let ring = identities.ring
        let links = SignedURLs(
            signingKey: { URLSigningKey(ring.current(.urlSigning)) },
            acceptedKey: { ring.accepted(.urlSigning, id: $0).map { URLSigningKey($0) } })
        buckets = Buckets(store: store, blobs: blobs, limits: settings.storageLimits)
        let storage = StorageRoutes(
            buckets: buckets, blobs: blobs,
            links: StorageLinks(
                signingKey: { URLSigningKey(ring.current(.urlSigning, in: ID($0))) },
                acceptedKey: { ring.accepted(.urlSigning, id: $1, in: ID($0)).map { URLSigningKey($0) } }),
            files: FileDesk(store: store, buckets: buckets), gate: gate)
        let auth = AuthRoutes(
            store: store, signIn: identities.signIn, sessions: identities.sessions, keys: identities.workspaceKeys, users: identities.users,
            gatekeeper: gate, limits: settings.signInLimits,
            settings: AuthSettings(
                apiURL: { address.current },
                redirects: RedirectPolicy(siteURL: { address.current }, patterns: settings.redirectPatterns), linkVisit: settings.linkVisit,
                signUp: settings.signUp, userRole: settings.signUpRole, version: Version.current))
        let api = API(
            store: store, accounts: accounts, people: people, auth: auth, leads: leads,
            intake: IntakeAPI(
                imports: imports, forms: Forms(store: store, leads: leads), exports: Exports(store: store, leads: leads),
                erasure: Erasure(store: store, leads: leads, imports: imports)),
            books: BooksAPI(
                ledger: Ledger(store: store, log: log), rules: CommissionRules(store: store), payouts: leads.payouts,
                statements: Statements(store: store, thread: renderThread)),
            inbox: InboxAPI(inboxes: inboxes, webhooks: webhooks, ring: identities.ring),
            projects: ProjectDesk(store: store, log: log, changes: changes),
            jobs: JobsAPI(
                desk: JobDesk(store: store, jobs: jobs, own: OwnWork(of: runner)),
                schedules: ScheduleDesk(store: store, jobs: jobs, schedules: schedules, own: OwnWork(of: runner)),
                workers: WorkerDesk(leases: leases)), blobs: blobs, links: links, storage: storage, gate: gate,
            health: HealthChecks(store: store, runner: runner, blobs: blobs), endpoint: endpoint, publicVariables: settings.publicVariables,
            version: Version.current)
        self.api = api
        let control = ControlServer(operations: identities.operations(store: store, blobs: blobs, address: address))
        let manager = ServiceManager(environment: ProcessInfo.processInfo.environment, store: store, logger: logger)
        let http = HTTPService(
            address: .tcp(host: settings.host, port: settings.port), router: api.router, webSockets: api.webSockets, assets: .embedded(),
            security: SecurityHeaders(publicURL: settings.appURL), eventLoopGroup: group, logger: logger
        ) { [settings, identities] bound in
            manager?.isReady()
            if let port = bound.port { address.listens(host: settings.host, port: port) }
            if settings.appURL == nil, let port = bound.port { address.replace("http://\(settings.host):\(port)") }
            await onRunning(Address(url: address.current, setupLinks: identities.setupLinks))
        }
        var services: [any Service] = [
            EndpointService(endpoint: endpoint),
            Maintenance(
                store: store, log: log, blobs: blobs, buckets: buckets, leads: leads, identities: identities, imports: imports, jobs: jobs,
                inboxes: inboxes, webhooks: webhooks,
                jobRetention: settings.jobRetention, leadTrashRetention: settings.leadTrashRetention,
                clock: .system,
                logger: logger),
            runner,
            leases,
            control.service(path: folder.controlSocketPath, eventLoopGroup: group, logger: logger),
            http,
        ]
        if let manager { services.append(manager) }
        self.services = services
    }

    /// Where a running node is.
    package struct Address: Sendable {
        package let url: String
        let setupLinks: SetupLinks

        /// A new set-up link, if the node has no owner.
        package func setupLink() async throws -> String? {
            guard try await setupLinks.isNeeded() else { return nil }
            return SetupAddress.link(with: try await setupLinks.issue().token, at: url)
        }
    }

    /// Runs until SIGTERM or SIGINT, then stops gracefully and closes the database.
    package func run(logger: Logger) async throws {
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map { ServiceGroupConfiguration.ServiceConfiguration(service: $0) },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        let outcome: Result<Void, any Error>
        do {
            try await identities.keys.load()
            try await LeadFiles.completeWorkspaces(buckets)
            try await ChatFiles.completeWorkspaces(buckets)
            outcome = .success(try await group.run())
        } catch {
            outcome = .failure(error)
        }
        try await close()
        try outcome.get()
    }

    private func close() async throws {
        try await renderThread.shutdown()
        await postOffice.close()
        try await identities.hasher.shutdown()
        try telemetry.close()
        try store.close()
        try await group.shutdownGracefully()
    }

    /// The command `openapi`: the description of the API as this version has it, of a node that is put together for it and never runs.
    ///
    /// - Parameter folder: an empty one, of no further use.
    package static func description(in folder: String) async throws -> [UInt8] {
        let settings = try await Settings.inForce(profile: Profile.local.rawValue, flags: [.dataFolder: folder])
        let node = try Node(settings: settings, logger: Logger(label: "openapi") { _ in SwiftLogNoOpLogHandler() }) { _ in }
        let description = node.api.description
        try await node.close()
        return description
    }
}

/// Decides joins as long as the node runs.
private struct EndpointService: Service {
    let endpoint: PhoenixEndpoint

    func run() async throws {
        await cancelWhenGracefulShutdown { await endpoint.run() }
    }
}

extension ID<Workspace> {
    fileprivate init(_ space: ID<BlobSpace>) { self.init(high: space.high, low: space.low) }
}

extension URLSigningKey {
    fileprivate init(_ key: DerivedKey) {
        self.init(id: key.id, secret: key.secret)
    }
}
