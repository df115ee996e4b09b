import DataStore
import Domain
import Identity
import JobQueue
import Logging
import Primitives
import Realtime
import Telemetry

/// Brings alerts to the page, to inboxes, by mail and to webhooks.
struct AlertChannels: AlertAnnouncer {
    let store: Store
    let log: EventLog
    let jobs: Jobs
    let post: AlertPost
    let poster: WebhookPoster
    let url: @Sendable () -> String
    let userAgent: String

    static func headers(_ userAgent: String) -> [(String, String)] {
        [("Content-Type", "application/json"), ("User-Agent", userAgent)]
    }

    func changed(_ alert: Alert, in tx: WriteTransaction) throws {
        // Before the node has a workspace nobody could hear of it.
        guard let home = try HomeWorkspace.id(in: tx) else { return }
        let now = jobs.clock.now()
        var payload = JSONWriter()
        payload.object { json in
            json.member("alertId", alert.id)
            json.member("rule", alert.rule)
            json.member("severity", alert.severity)
            json.member("state", alert.state)
            json.member("version", alert.version)
            json.member("updatedAt", now)
        }
        try log.append(
            EventEnvelope(
                .alertChanged, traceID: TraceID(), workspaceID: home, entityID: alert.id, entityVersion: alert.version,
                payload: JSONText(payload), emittedAt: now),
            rooms: [.workspace(home)], in: tx)
    }

    func notify(_ alerts: [Alert], _ targets: AlertTargets, in tx: WriteTransaction) throws {
        let message = AlertMessage(alerts: Self.sorted(alerts), url: url(), sentAt: jobs.clock.now())
        if let home = try HomeWorkspace.id(in: tx) {
            let items = message.alerts.map { alert in
                AlertPost.Item(
                    alert.id, summary: alert.summary, cause: alert.cause, command: alert.command, isOver: alert.state == .resolved)
            }
            try post.send(items, to: targets.emails, of: home, trace: TraceID(), in: tx)
        }
        try enqueue(message, targets, in: tx)
    }

    func notifyWithoutStore(_ alerts: [Alert], _ targets: AlertTargets) async {
        let message = AlertMessage(alerts: Self.sorted(alerts), url: url(), sentAt: jobs.clock.now())
        await withTaskGroup(of: Void.self) { group in
            for webhook in targets.webhooks.prefix(AlertTargets.limit) {
                group.addTask { await send(message, to: webhook) }
            }
        }
    }

    /// A notice that is none, to everyone who is told of alerts beside the page.
    func sendTest() async throws {
        let targets = try await store.read { try AlertDesk.targets(in: $0) }
        let message = AlertMessage(alerts: [], url: url(), sentAt: jobs.clock.now(), isTest: true)
        try await store.write { tx in
            if let home = try HomeWorkspace.id(in: tx) {
                let item = AlertPost.Item(
                    ID<Alert>(), summary: "This is a test of the alerts", cause: "Somebody asked for it.", command: "uprising health",
                    isOver: false)
                try post.sendLetter([item], to: targets.emails, of: home, in: tx)
            }
            try enqueue(message, targets, in: tx)
        }
    }

    private func enqueue(_ message: AlertMessage, _ targets: AlertTargets, in tx: WriteTransaction) throws {
        for webhook in targets.webhooks {
            try jobs.enqueue(
                PostAlert(target: PostAlert.target(of: webhook.url), body: message.body(webhook.format)), trace: TraceID(), in: tx)
        }
    }

    private func send(_ message: AlertMessage, to webhook: AlertWebhook) async {
        do {
            let outcome = try await poster.post(
                message.body(webhook.format), to: webhook.url, headers: Self.headers(userAgent), trace: TraceID())
            if let error = outcome.error { Logger.current.error("A notice of alerts was not taken", metadata: ["error": "\(error)"]) }
        } catch {
            Logger.current.debug("A notice of alerts was broken off", metadata: ["error": "\(error)"])
        }
    }

    /// What fires first, the worst first.
    private static func sorted(_ alerts: [Alert]) -> [Alert] {
        func rank(_ alert: Alert) -> Int { (alert.state == .resolved ? 2 : 0) + (alert.severity == .critical ? 0 : 1) }
        return alerts.sorted { (rank($0), $0.id) < (rank($1), $1.id) }
    }
}
