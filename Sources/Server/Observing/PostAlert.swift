import Crypto
import Domain
import JobQueue
import Primitives
import Telemetry

/// Posts one notice to one address, again and again until it is taken. The job holds the address's hash: addresses of this kind are secrets.
struct PostAlert: Job {
    static let kind = "post_alert"
    static let queue: QueueName = "alerts"
    static let maxAttempts = 8
    static let timeout = Duration.seconds(60)

    let target: String
    let body: String

    static func target(of url: String) -> String { Hex.encode(SHA256.hash(data: Array(url.utf8)).prefix(16)) }
}

/// Runs ``PostAlert``.
struct PostAlertHandler: JobHandler {
    let poster: WebhookPoster
    let targets: @Sendable () async throws -> AlertTargets
    let userAgent: String

    func run(_ job: PostAlert, context: JobContext) async throws -> JobOutcome {
        guard let webhook = try await targets().webhooks.first(where: { PostAlert.target(of: $0.url) == job.target }) else {
            return .cancel(reason: Gone())
        }
        let outcome = try await poster.post(job.body, to: webhook.url, headers: AlertChannels.headers(userAgent), trace: context.traceID)
        if let error = outcome.error { throw NotTaken(error: error, status: outcome.status) }
        return .done
    }

    struct Gone: Error, CustomStringConvertible {
        var description: String { "nobody is told of alerts at that address any more" }
    }

    struct NotTaken: Error, CustomStringConvertible {
        let error: String
        let status: Int?

        var description: String { "the notice was not taken: \(error)\(status.map { " \($0)" } ?? "")" }
    }
}
