import Backups
import Blobs
import CoreMetrics
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
import Portability
import Primitives
import Realtime
import ServiceLifecycle
package import Telemetry
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
    /// Where libraries count, too, what they count by swift-metrics.
    let metrics: MetricRegistry
    /// Where traces are gathered, unless the settings want none.
    let traces: TraceBook?
    private let api: API

    /// - Parameters:
    ///   - ownErrors: what the log of this process tells of errors.
    ///   - window: what the log hands its lines to, for people to search.
    ///   - onRunning: told the node's address, once connections are accepted.
    package init(
        settings: Settings, ownErrors: OwnErrors = OwnErrors(), logger: Logger, window: LogWindow? = nil,
        onRunning: @escaping @Sendable (Address) async -> Void
    ) throws {
        self.settings = settings
        let certificate = try settings.servingCertificate(logger: logger)
        folder = try DataFolder(path: settings.dataFolder)
        store = try Store(path: settings.databasePath ?? folder.databasePath, migrations: NodeSchema.migrations) { step in
            logger.debug("A migration runs", metadata: ["migration": "\(step.name)", "number": "\(step.number)", "count": "\(step.count)"])
        }
        telemetry = try TelemetryStore.open(path: folder.telemetryPath, migrations: TelemetrySchema.migrations, logger: logger)
        traces = settings.observing.traces(of: telemetry)
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
        postOffice = PostOffice(settings: settings)
        let observatory = Observatory(telemetry: telemetry, folder: folder, mailer: postOffice.mailer)
        metrics = observatory.registry
        let jobs = Jobs(store: store, meter: observatory.jobs) { job, tx in try events.jobChanged(job, in: tx) }
        let blobs = try BlobStore(path: folder.blobsPath, store: store)
        let notifications = Notifications(log: log, jobs: jobs, mailDelay: settings.notificationMailDelay)

        // Identity
        let address = PublicAddress(settings)
        let secret = try NodeSecret.load(from: settings, in: folder)
        identities = try Identities(
            settings: settings, secret: secret, store: store, jobs: jobs, address: address,
            notifications: notifications
        ) { change in endpoint.accessChanged { change.concerns($0) } }
        let home = HomeWorkspace(store: store)
        let gate = Gatekeeper(
            credentials: identities.credentials, proxies: settings.trustedProxies, answers: RememberedAnswers(store: store),
            home: home, publicURL: settings.appURL, isSecure: settings.tls != nil)

        // Errors
        let errorProjects = ErrorProjects(store: store, home: home) { address.current }
        let retention = ErrorRetention(byteLimit: settings.errorsBytes)
        let disk = observatory.disk
        let intake = ErrorIntake(store: telemetry, retention: retention, logger: logger) { !disk.isScarce }
        let post = SentryPost(group: group, logger: logger)
        let forwarder = settings.sentryDSN.map { dsn in SentryForwarder(dsn: dsn, logger: logger) { try await post($0) } }
        let pageMaps = SourceMaps { script in
            PageMaps.compressed(of: script).flatMap { try? BodyDecoder.decode($0, encoding: "br", limit: SourceMap.byteLimit) }
        }
        let errors = ErrorsAPI(
            projects: errorProjects, groups: ErrorGroups(store: telemetry, retention: retention),
            ingest: SentryIngest(intake: intake, maps: pageMaps) { forwarder?.offer($0) })
        let crashes = CrashFolder(path: folder.crashesPath)
        try crashes.prepare()
        try WorkspaceImport.clear(WorkspaceImport.scratch(in: folder.path))

        // The product
        let changes = RowChanges(hub: hub)
        let leads = Leads(store: store, jobs: jobs, blobs: blobs, events: events, log: log, changes: changes, notifications: notifications)
        let imports = Imports(store: store, blobs: blobs, jobs: jobs, leads: leads, log: log, byteLimit: settings.importBytes)
        let accounts = Accounts(store: store, setupLinks: identities.setupLinks, sessions: identities.sessions)
        let analyzer = settings.analyzer.analyzer(
            site: SiteAnalyzer(fetcher: SiteFetcher(policy: settings.allowsPrivateSites ? .allowPrivate : .publicOnly)), store: store)
        let schedules = Schedules(jobs: jobs)
        let inboxes = Inboxes(store: store, log: log, jobs: jobs)
        let poster = WebhookPoster(policy: settings.allowsPrivateSites ? .allowPrivate : .publicOnly, logger: logger)
        let webhooks = Webhooks(
            store: store, jobs: jobs, log: log, notifications: notifications, secrets: WebhookSecrets(ring: identities.ring), poster: poster
        )
        let userAgent = "UprisingNode/\(Version.current)"
        let backups = NodeBackups(
            store: store, jobs: jobs, log: log, blobs: blobs, folder: folder,
            node: BackedNode(product: Version.current, profile: settings.profile.rawValue, rootSecret: secret.bytes),
            settings: settings.backups)
        let notificationPost = NotificationPost(outbox: identities.outbox, letters: identities.letters, ring: identities.ring) {
            address.current
        }
        let runner = JobRunner(
            jobs: jobs,
            handlers: [
                AnalyzeLeadHandler(leads: leads, analyzer: analyzer),
                RenderDossierHandler(leads: leads, thread: renderThread, metrics: observatory.registry),
                MailSender(mailer: observatory.mailer, ring: identities.ring), NoopHandler(),
                RunImportHandler(imports: imports),
                ScrubFilesHandler(
                    store: store, blobs: blobs, jobs: jobs, log: log,
                    alert: DamageAlert(outbox: identities.outbox, letters: identities.letters, notifications: notifications)),
                RemindOwnerHandler(leads: leads), MailNotificationHandler(store: store, post: notificationPost),
                MailDigestHandler(store: store, post: notificationPost),
                DeliverWebhookHandler(webhooks: webhooks, version: Version.current),
                PostAlertHandler(
                    poster: poster, targets: { [store] in try await store.read { try AlertDesk.targets(in: $0) } }, userAgent: userAgent),
                RunBackupHandler(backups: backups),
                UnassignLeadsHandler(leads: leads), EmptyStageHandler(stages: StageDesk(leads: leads)),
                FollowMovedMessagesHandler(leads: leads),
                EraseTelemetryHandler(ring: identities.ring) { [telemetry] terms, workspace in
                    try await TelemetryErasure(store: telemetry).erase(
                        terms, of: workspace.description, in: try await errorProjects.ids(of: workspace))
                },
            ],
            queues: [
                AnalyzeLead.queue: QueueLimits(concurrency: settings.analysisConcurrency), RenderDossier.queue: 1, SendMail.queue: 1,
                Noop.queue: Noop.limits, ScrubFiles.queue: 1, RemindOwner.queue: 2, RunImport.queue: 1,
                MailNotification.queue: 2, DeliverWebhook.queue: 64, PostAlert.queue: 2, RunBackup.queue: 1, EraseTelemetry.queue: 1,
            ], schedules: schedules, logger: logger,
            label: { job in job.subjectID.map { ["leadId": "\($0)"] } ?? [:] })

        let leases = Leases(jobs: jobs, logger: logger)

        // How the node is
        let counters = ServingCounters()
        let checks = HealthChecks(store: store, runner: runner, blobs: blobs)
        let watching = observatory.watching(
            Observatory.Subjects(
                store: store, jobs: jobs, blobs: blobs, hub: hub, counters: counters, checks: checks,
                channels: AlertChannels(
                    store: store, log: log, jobs: jobs,
                    post: AlertPost(outbox: identities.outbox, letters: identities.letters, notifications: notifications) {
                        address.current
                    }, poster: poster, url: { address.current }, userAgent: userAgent), metricsToken: settings.metricsToken,
                spikes: intake.spikes, backups: backups, certificate: certificate),
            logger: logger)

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
        let devMailbox = postOffice.devMailbox
        let api = API(
            store: store, accounts: accounts, people: people, auth: auth, leads: leads,
            intake: IntakeAPI(
                imports: imports, forms: Forms(store: store, leads: leads), exports: Exports(store: store, leads: leads),
                erasure: Erasure(store: store, leads: leads, imports: imports, ring: identities.ring) { devMailbox?.remove(naming: $0) }),
            books: BooksAPI(
                ledger: Ledger(store: store, log: log), rules: CommissionRules(store: store), payouts: leads.payouts,
                statements: Statements(store: store, thread: renderThread)),
            inbox: InboxAPI(inboxes: inboxes, webhooks: webhooks, ring: identities.ring), errors: errors,
            backups: BackupsAPI(backups: backups),
            mail: MailDesk(way: postOffice.way(from: identities.outbox.sender), store: store) { [mailer = observatory.mailer] in
                mailer.failuresInARow
            },
            projects: ProjectDesk(store: store, log: log, changes: changes),
            jobs: JobsAPI(
                desk: JobDesk(store: store, jobs: jobs, own: OwnWork(of: runner)),
                schedules: ScheduleDesk(store: store, jobs: jobs, schedules: schedules, own: OwnWork(of: runner)),
                workers: WorkerDesk(leases: leases)), blobs: blobs, links: links, storage: storage, gate: gate,
            health: checks, telemetry: TelemetryAPI(store: telemetry), observing: watching.api, endpoint: endpoint,
            publicVariables: settings.publicVariables,
            version: Version.current)
        self.api = api
        let control = ControlServer(
            operations: identities.operations(in: folder, store: store, blobs: blobs, backups: backups, address: address) {
                try await watching.reporter.report(isReady: await checks.areReady())
            })
        let manager = ServiceManager(environment: ProcessInfo.processInfo.environment, store: store, logger: logger)
        let http = HTTPService(
            address: .tcp(host: settings.host, port: settings.port), certificate: certificate, router: api.router,
            webSockets: api.webSockets, assets: .embedded(), security: SecurityHeaders(publicURL: settings.appURL),
            observer: observatory.requests, counters: counters,
            eventLoopGroup: group, logger: logger
        ) { [settings, identities] bound in
            manager?.isReady()
            if let port = bound.port { address.listens(host: settings.host, port: port) }
            if settings.appURL == nil, let port = bound.port { address.replace(host: settings.host, port: port) }
            await onRunning(Address(url: address.current, setupLinks: identities.setupLinks))
        }
        let sources: [(any TelemetrySource)?] = [window, traces]
        let damaged = folder.telemetryPath
        var services: [any Service] = [
            // First, and so the last to stop: what the others did is written.
            TelemetryWriter(
                store: telemetry, sources: sources.compactMap { $0 },
                mayWrite: { !disk.isScarce },
                onCorrupt: { TelemetryStore.markDamaged(path: damaged) }, logger: logger),
            ErrorReporting(
                intake: intake, own: ownErrors, projects: errorProjects, groups: errors.groups, forwarder: forwarder, crashes: crashes,
                release: "uprising@\(Version.current)", environment: settings.profile.rawValue, logger: logger),
            EndpointService(endpoint: endpoint),
            Maintenance(
                store: store, log: log, blobs: blobs, buckets: buckets, leads: leads, identities: identities, imports: imports, jobs: jobs,
                inboxes: inboxes, backups: backups, webhooks: webhooks,
                jobRetention: settings.jobRetention, leadTrashRetention: settings.leadTrashRetention,
                gate: RetentionGate(path: folder.clockPath, logger: logger), board: observatory.board,
                clock: .system,
                logger: logger),
            runner,
            leases,
            watching.watch,
            control.service(path: folder.controlSocketPath, eventLoopGroup: group, logger: logger),
            http,
        ]
        if let forwarder { services.append(ErrorForwarding(forwarder: forwarder)) }
        if let manager { services.append(manager) }
        if let port = settings.tls?.redirectPort {
            services.append(
                HTTPService(
                    address: .tcp(host: settings.host, port: port), responder: SecureRedirect { address.current }, eventLoopGroup: group,
                    logger: logger))
        }
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
