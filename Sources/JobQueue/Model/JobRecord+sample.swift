import Primitives

extension JobRecord {
    /// A made-up job with everything in it, for the description of the API.
    package static var sample: JobRecord {
        let now = Timestamp.now()
        return JobRecord(
            id: ID(), workspaceID: ID<JobRecord>().description, queue: "mails", kind: "send_mail", isExternal: true, state: .retrying,
            isHeld: false, priority: 5, runAt: now, arguments: #"{"to":"ana@elan-vert.example"}"#,
            subjectID: ID<JobRecord>().description, traceID: .sample, spanID: .sample, uniqueKey: "welcome", holdsUniqueKey: true,
            uniqueUntil: now,
            limitKey: "node smtp", keyConcurrency: 2, keyInterval: .seconds(1), parentID: ID(), waitsFor: 1, onChildFailure: .fail,
            attempt: 2, maxAttempts: 5, timeout: .seconds(60), backoff: .standard, crashes: 0, fence: 3, progress: 40,
            progressText: "Half of it", error: "The server does not answer.", result: "{}", cancelReason: "Not needed", worker: "worker-1",
            leaseExpiresAt: now, version: 6, createdAt: now, startedAt: now, finishedAt: now, updatedAt: now)
    }
}

extension Jobs.Whole {
    package static var sample: Self {
        let now = Timestamp.now()
        return Self(
            job: .sample, parent: .sample, children: [.sample],
            attempts: [
                JobAttempt(
                    number: 1, worker: "worker-1", startedAt: now, endedAt: now, ending: .failed, error: "The server does not answer.",
                    stack: "at send (mail.js:12)")
            ], log: [JobLogLine(at: now, level: .info, text: "Connecting")])
    }
}

extension Jobs.QueueView {
    package static var sample: Self {
        let now = Timestamp.now()
        let quantiles = QueueActivity.Quantiles(p50: .milliseconds(12), p95: .milliseconds(80))
        var settings = QueueSettings()
        settings.isPaused = true
        settings.pausedUntil = now
        settings.concurrency = 4
        settings.rate = StartRate(count: 60, per: .seconds(60))
        return Self(
            name: "mails", isExternal: true, depth: [.waiting: 3], settings: settings, isPausedByNode: false, oldestWaitingSince: now,
            activity: QueueActivity.Summary(
                since: now, enqueued: 20, completed: 18, failed: 1, cancelled: 0, wait: quantiles, run: quantiles))
    }
}

extension Leases.Lease {
    package static var sample: Self { Self(job: .sample, children: [ChildOutcome(.sample)]) }
}

extension Leases.Heartbeat {
    package static var sample: Self { Self(expiresAt: .now(), cancelReason: "Not needed") }
}

extension Schedule {
    package static var sample: Self {
        let now = Timestamp.now()
        let definition = ScheduleDefinition(
            stored: "Every morning", cron: "0 8 * * 1-5", timeZone: "Europe/Paris", kind: "send_report", queue: "reports",
            arguments: "{}", priority: 5, catchUp: .once, overlap: .skip, paused: false)
        return Self(
            id: ID(), workspaceID: nil, definition: definition, lastRunAt: now, lastJobID: ID(), lastOccurrenceAt: now, nextRunAt: now,
            version: 2, createdAt: now, updatedAt: now)
    }
}
