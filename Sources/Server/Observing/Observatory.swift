import Backups
import Blobs
import CoreMetrics
import DataStore
import Domain
import HTTPServing
import JobQueue
import Logging
import Mail
import Primitives
import Realtime
import Telemetry
import WebAPI

/// Everything by which the node knows how it is, put together in two steps: what others measure with, and, once they are there, what looks at them.
struct Observatory: Sendable {
    let registry: MetricRegistry
    let board: HealthBoard
    let disk: DiskRoom
    let requests: RequestMeter
    let jobs: QueueMeter
    let mailer: MeteredMailer
    private let telemetry: Store
    private let startedAt = Timestamp.now()

    init(telemetry: Store, folder: DataFolder, mailer: any Mailer) {
        self.telemetry = telemetry
        let board = HealthBoard(store: telemetry)
        registry = MetricRegistry(
            Families.recorded,
            taps: [
                Families.pdfTime.name: { board.observe(.pdfTime, took: $0) },
                Families.leadTime.name: { board.observe(.leadToReady, took: $0) },
            ])
        self.board = board
        disk = DiskRoom(path: folder.path)
        requests = RequestMeter(registry: registry, board: board)
        jobs = QueueMeter(registry: registry, board: board)
        self.mailer = MeteredMailer(mailer, registry: registry)
    }

    /// The parts that there are to look at.
    struct Subjects: Sendable {
        let store: Store
        let jobs: Jobs
        let blobs: BlobStore
        let hub: Hub
        let counters: ServingCounters
        let checks: HealthChecks
        let channels: AlertChannels
        let metricsToken: Secret?
        let spikes: ErrorSpikes
        let backups: NodeBackups
        /// Absent where a proxy has it.
        let certificate: ServingCertificate?
    }

    struct Parts: Sendable {
        let api: HealthAPI
        let reporter: HealthReporter
        let watch: HealthWatch
    }

    func watching(_ subjects: Subjects, logger: Logger) -> Parts {
        let queues = QueueSample(store: subjects.store, jobs: subjects.jobs)
        let stores = StoreSource(stores: [("main", subjects.store), ("telemetry", telemetry)])
        let gauges = AlertGauges(
            board: board, disk: disk, stores: stores, queues: queues, mailer: mailer, drift: ClockDrift(), spikes: subjects.spikes,
            backups: subjects.backups, certificate: subjects.certificate, clock: .system)
        let watch = AlertWatch(store: subjects.store, gauges: gauges.all, announcer: subjects.channels)
        let desk = AlertDesk(store: subjects.store, watch: watch)
        let reporter = HealthReporter(board: board, alerts: desk, disk: disk, version: Version.current)
        let exposition = Exposition(
            registry,
            sources: [
                RealtimeSource(counters: subjects.counters, figures: subjects.hub.figures), QueueSource(sample: queues, clock: .system),
                stores,
                DiskSource(blobs: subjects.blobs, disk: disk), ProcessSource(startedAt: startedAt),
                HealthSource(board: board, watch: watch), CertificateSource(certificate: subjects.certificate),
            ])
        let poster = subjects.channels.poster
        return Parts(
            api: HealthAPI(
                reporter: reporter, alerts: desk, exposition: exposition, metricsToken: subjects.metricsToken, poster: poster,
                sendTest: subjects.channels.sendTest),
            reporter: reporter,
            watch: HealthWatch(
                board: board, queues: queues, disk: disk, alerts: watch, certificate: subjects.certificate,
                deadMan: DeadManSwitch(
                    watch: watch, checks: subjects.checks, poster: poster, userAgent: subjects.channels.userAgent),
                logger: logger))
    }
}
