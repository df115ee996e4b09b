package import Domain
import Hummingbird
package import Primitives
package import Telemetry

/// The endpoints about the health of the node, its alerts and its metrics.
package struct HealthAPI: Sendable {
    let reporter: HealthReporter
    let alerts: AlertDesk
    let exposition: Exposition
    let metricsToken: Secret?
    let poster: WebhookPoster
    let sendTest: @Sendable () async throws -> Void
    let clock: WallClock

    /// - Parameters:
    ///   - metricsToken: what `/metrics` asks for; without one it answers programs on this machine alone.
    ///   - sendTest: sends a notice that is none to everyone who is told of alerts.
    package init(
        reporter: HealthReporter, alerts: AlertDesk, exposition: Exposition, metricsToken: Secret?, poster: WebhookPoster,
        clock: WallClock = .system, sendTest: @escaping @Sendable () async throws -> Void
    ) {
        self.reporter = reporter
        self.alerts = alerts
        self.exposition = exposition
        self.metricsToken = metricsToken
        self.poster = poster
        self.clock = clock
        self.sendTest = sendTest
    }

    func add(to router: some RouterMethods<APIContext>, checks: HealthChecks, gate: Gatekeeper) {
        NodeHealthRoutes(reporter: reporter, checks: checks, gate: gate).add(to: router)
        AlertRoutes(alerts: alerts, gate: gate, clock: clock).add(to: router)
        AlertTargetRoutes(alerts: alerts, poster: poster, gate: gate, sendTest: sendTest).add(to: router)
    }

    func addRoot(to router: some RouterMethods<APIContext>) {
        MetricsRoutes(exposition: exposition, token: metricsToken).add(to: router)
    }
}
