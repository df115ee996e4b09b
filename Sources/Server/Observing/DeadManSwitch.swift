import Domain
import Logging
import Telemetry
import WebAPI

/// Says to somebody outside that the node lives, as long as it is well: when it stops, they tell people.
struct DeadManSwitch: Sendable {
    static let interval = Duration.seconds(60)

    let watch: AlertWatch
    let checks: HealthChecks
    let poster: WebhookPoster
    let userAgent: String

    /// One sign of life, if there is where to send it and the node can do its work.
    func runOnce() async throws {
        guard let url = await watch.currentTargets.deadManURL, await checks.areReady() else { return }
        let outcome = try await poster.ping(url, headers: [("User-Agent", userAgent)])
        if let error = outcome.error {
            Logger.current.warning("The dead-man's switch did not take the sign of life", metadata: ["error": "\(error)"])
        }
    }
}
