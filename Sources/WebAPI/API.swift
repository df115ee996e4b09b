package import Blobs
package import DataStore
package import Domain
package import HTTPServing
package import Hummingbird
package import Primitives
package import Realtime

/// Everything that this node answers over HTTP, beside the page's own files.
package struct API: Sendable {
    let store: Store
    let accounts: Accounts
    let people: PeopleAPI
    package let auth: AuthRoutes
    let leads: Leads
    let projects: ProjectDesk
    let jobs: JobsAPI
    let files: FileDesk
    let intake: IntakeAPI
    let chat: Chat
    let books: BooksAPI
    let inbox: InboxAPI
    let telemetry: TelemetryAPI
    let errors: ErrorsAPI
    let backups: BackupsAPI
    let mail: MailDesk
    let rooms: RoomDirectory
    let blobs: BlobStore
    let links: SignedURLs
    package let gate: Gatekeeper
    let health: HealthChecks
    let observing: HealthAPI
    let endpoint: PhoenixEndpoint
    package let broadcasts: BroadcastRoutes
    package let storage: StorageRoutes
    package let sentry: SentryRoutes
    let publicVariables: [String: String]
    let version: String
    let clock: WallClock

    package init(
        store: Store, accounts: Accounts, people: PeopleAPI, auth: AuthRoutes, leads: Leads, intake: IntakeAPI, books: BooksAPI,
        inbox: InboxAPI, errors: ErrorsAPI, backups: BackupsAPI, mail: MailDesk, projects: ProjectDesk, jobs: JobsAPI, blobs: BlobStore,
        links: SignedURLs,
        storage: StorageRoutes, gate: Gatekeeper, health: HealthChecks, telemetry: TelemetryAPI, observing: HealthAPI,
        endpoint: PhoenixEndpoint,
        publicVariables: [String: String], version: String, clock: WallClock = .system
    ) {
        self.store = store
        self.accounts = accounts
        self.people = people
        self.auth = auth
        self.leads = leads
        self.intake = intake
        self.books = books
        self.inbox = inbox
        self.errors = errors
        sentry = SentryRoutes(errors: errors, gate: gate)
        self.backups = backups
        self.mail = mail
        self.projects = projects
        self.jobs = jobs
        files = storage.files
        chat = Chat(
            beside: leads, buckets: storage.buckets, links: AttachmentLinks(links: storage.links, prefix: StorageDoor.prefix, clock: clock))
        rooms = RoomDirectory(store: store)
        self.blobs = blobs
        self.links = links
        self.storage = storage
        self.gate = gate
        self.health = health
        self.telemetry = telemetry
        self.observing = observing
        self.endpoint = endpoint
        broadcasts = BroadcastRoutes(endpoint: endpoint, gate: gate, topics: TopicAccess(rooms: rooms))
        self.publicVariables = publicVariables
        self.version = version
        self.clock = clock
    }

    package var router: Router<APIContext> {
        let router = Router<APIContext>.serving()
        router.add(middleware: StoreFailures())
        HealthRoutes(checks: health).add(to: router)
        observing.addRoot(to: router)
        DescriptionRoutes(gate: gate, version: version).add(to: router)
        FileRoutes(store: store, blobs: blobs, bodies: storage.bodies, links: links, clock: clock).add(to: router)
        let api = router.group("api/v1")
        ConfigRoutes(variables: publicVariables, version: version, errorProjects: errors.projects, gate: gate).add(to: api)
        people.add(to: api, accounts: accounts, gate: gate)
        LeadRoutes(leads: leads, gate: gate, files: links).add(to: api)
        AnalysisRoutes(analyses: Analyses(store: store), gate: gate).add(to: api)
        intake.add(to: api, gate: gate)
        books.add(to: api, gate: gate)
        LeadEditingRoutes(leads: leads, gate: gate).add(to: api)
        ContactRoutes(leads: leads, gate: gate).add(to: api)
        NoteRoutes(leads: leads, gate: gate).add(to: api)
        VisitRoutes(leads: leads, gate: gate).add(to: api)
        TagRoutes(leads: leads, gate: gate).add(to: api)
        ProjectRoutes(projects: projects, gate: gate).add(to: api)
        StageRoutes(projects: projects, stages: StageDesk(leads: leads), gate: gate).add(to: api)
        PipelineRoutes(pipeline: Pipeline(leads: leads), gate: gate, clock: clock).add(to: api)
        DossierRoutes(leads: leads, gate: gate, files: links).add(to: api)
        ViewRoutes(views: LeadViews(store: store, clock: clock), gate: gate).add(to: api)
        SearchRoutes(leads: leads, gate: gate).add(to: api)
        jobs.add(to: api, gate: gate)
        FileDeskRoutes(desk: files, gate: gate).add(to: api)
        ChannelRoutes(chat: chat, gate: gate).add(to: api)
        MessageRoutes(chat: chat, gate: gate).add(to: api)
        inbox.add(to: api, gate: gate)
        telemetry.add(to: api, gate: gate)
        observing.add(to: api, checks: health, gate: gate)
        ErrorRoutes(errors: errors, store: store, gate: gate).add(to: api)
        ErrorProjectRoutes(projects: errors.projects, gate: gate).add(to: api)
        backups.add(to: api, gate: gate)
        MailRoutes(desk: mail, gate: gate).add(to: api)
        intake.addPages(to: router, gate: gate)
        inbox.addPages(to: router)
        auth.add(to: router)
        broadcasts.add(to: router)
        storage.add(to: router)
        sentry.add(to: router)
        return router
    }

    /// All of it as OpenAPI 3.1.
    package var description: [UInt8] {
        _ = router
        return APIDescription(gate, version: version).json
    }

    package var webSockets: [WebSocketRoute] {
        [RealtimeDoor(endpoint: endpoint, gate: gate, topics: TopicAccess(rooms: rooms), clock: clock).route]
    }
}
