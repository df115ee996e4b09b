import Telemetry

/// Every metric of the node by itself, in base units; `docs/health.md` lists them.
enum Families {
    private static let queue = MetricFamily.Label("queue", .first(100))
    private static let store = MetricFamily.Label("store", .oneOf(["main", "telemetry"]))

    // Counted as it happens

    /// Templates come from the router alone, so the number of routes is the bound.
    static let requests = MetricFamily.durations(
        "http_request_duration_seconds", "From the head of a request to the end of its answer.",
        .init("method", .oneOf(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])), .init("route", .first(1_000)),
        .init("status", .oneOf(["1xx", "2xx", "3xx", "4xx", "5xx"])))
    static let jobRuns = MetricFamily.durations(
        "job_run_duration_seconds", "Last attempts of jobs that ended.", queue, bounds: MetricFamily.workBounds)
    static let jobWaits = MetricFamily.durations(
        "job_wait_duration_seconds", "From when a job could start until it did.", queue, bounds: MetricFamily.workBounds)
    static let jobsEnded = MetricFamily.counter(
        "jobs_ended_total", "Jobs that ended.", queue, .init("state", .oneOf(["completed", "failed", "cancelled"])))
    static let mails = MetricFamily.counter(
        "mails_total", "Hand-overs to the mail server.", .init("outcome", .oneOf(["sent", "failed"])))
    static let pdfTime = MetricFamily.durations("dossier_render_duration_seconds", "What the PDF of a dossier takes.")
    static let leadTime = MetricFamily.durations(
        "lead_ready_duration_seconds", "From the drop of a lead to READY.", bounds: MetricFamily.workBounds)

    static let recorded = [requests, jobRuns, jobWaits, jobsEnded, mails, pdfTime, leadTime]

    // Read where they are kept

    static let connections = MetricFamily.gauge("http_connections", "Open connections, WebSockets included.")
    static let refusedConnections = MetricFamily.counter(
        "http_connections_ended_total", "Connections that the node ended.",
        .init("reason", .oneOf(["refused", "timeout", "malformed", "handshake"])))
    static let certificateExpiry = MetricFamily.gauge(
        "tls_certificate_expiry_time_seconds", "When the certificate expires that new connections get, in seconds since 1970.")
    static let sockets = MetricFamily.gauge("realtime_sockets", "Open WebSockets.")
    static let slowSockets = MetricFamily.counter("realtime_slow_closes_total", "WebSockets closed because they did not read.")
    static let subscriptions = MetricFamily.gauge("realtime_subscriptions", "Topics joined, over all sockets.")
    static let joins = MetricFamily.counter(
        "realtime_joins_total", "Joins that were decided.", .init("outcome", .oneOf(["admitted", "refused"])))
    static let deliveries = MetricFamily.counter("realtime_deliveries_total", "Messages times those who were in their topic.")

    static let queueDepth = MetricFamily.gauge(
        "job_queue_depth", "Jobs by state.", queue,
        .init("state", .oneOf(["scheduled", "waiting", "waiting_for_children", "running", "retrying"])))
    static let queueAge = MetricFamily.gauge("job_queue_oldest_waiting_seconds", "How long the oldest job that could start waits.", queue)

    static let batches = MetricFamily.distribution("store_commit_writes", "Writes that shared a commit.", store)
    static let commits = MetricFamily.distribution("store_commit_duration_seconds", "Transactions with their flush to the disk.", store)
    static let waits = MetricFamily.distribution("store_write_wait_seconds", "How long the first write of a commit waited.", store)
    static let failedCommits = MetricFamily.counter("store_failed_commits_total", "Commits that the disk did not take.", store)
    static let refusedWrites = MetricFamily.counter("store_refused_writes_total", "Writes refused because too many waited.", store)
    static let waitingWrites = MetricFamily.gauge("store_waiting_writes", "Writes that wait.", store)
    static let logBytes = MetricFamily.gauge("store_wal_bytes", "Size of the log of writes.", store)
    static let checkpoints = MetricFamily.counter("store_wal_restarts_total", "How often the log was folded in and begun anew.", store)

    static let damagedFiles = MetricFamily.gauge("files_damaged", "Stored files that are not what was stored.")
    static let diskFree = MetricFamily.gauge("disk_free_bytes", "Room on the disk of the data folder.")
    static let diskTotal = MetricFamily.gauge("disk_size_bytes", "Size of the disk of the data folder.")

    static let memory = MetricFamily.gauge("process_resident_memory_bytes", "Memory of the process.")
    static let processor = MetricFamily.counter("process_cpu_seconds_total", "Processor time of the process.")
    static let descriptors = MetricFamily.gauge("process_open_fds", "Open file descriptors.")
    static let threads = MetricFamily.gauge("process_threads", "Threads of the process.")
    static let startTime = MetricFamily.gauge("process_start_time_seconds", "When the process started, in seconds since 1970.")

    static let health = MetricFamily.gauge(
        "health_value", "The health metrics, each in its own unit; of the whole, part is empty.",
        .init("metric", .oneOf(Set(HealthMetric.allCases.map(\.rawValue)))), .init("part", .first(100)))
    static let alerts = MetricFamily.gauge(
        "alerts_firing", "Alerts that fire.", .init("rule", .oneOf(Set(AlertRuleName.allCases.map(\.rawValue)))))
}
