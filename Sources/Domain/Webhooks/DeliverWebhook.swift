import DataStore
import FoundationEssentials
import Identity
package import JobQueue
import Primitives

/// Posts one delivery once; what is not taken is enqueued anew, so that the attempt and the next one are one write.
package struct DeliverWebhook: Job {
    package static let kind = "deliver_webhook"
    package static let queue: QueueName = "webhooks"
    /// They count ends of the process alone: a receiver's refusal is no fault of the job.
    package static let maxAttempts = 5
    /// Above the poster's own time limit.
    package static let timeout = Duration.seconds(60)
    /// At a time to one receiver: one that is slow must not hold up those of others.
    private static let perReceiver = 4

    let deliveryID: ID<WebhookDelivery>
    let webhookID: ID<Webhook>

    package var limitKey: LimitKey? { LimitKey("webhook \(webhookID)", concurrency: Self.perReceiver) }
}

/// Runs ``DeliverWebhook``.
package struct DeliverWebhookHandler: JobHandler {
    let webhooks: Webhooks
    let userAgent: String

    package init(webhooks: Webhooks, version: String) {
        self.webhooks = webhooks
        userAgent = "UprisingNode/\(version)"
    }

    package func run(_ job: DeliverWebhook, context: JobContext) async throws -> JobOutcome {
        let found = try await webhooks.store.read { tx in
            (try DeliveryRows.find(job.deliveryID, in: tx), try WebhookRows.find(job.webhookID, in: tx))
        }
        guard let delivery = found.0, delivery.state == .waiting, let webhook = found.1 else { return .done }
        let now = webhooks.clock.now()
        let isTest = delivery.type == Webhooks.testType
        let outcome =
            webhook.enabled || isTest
            ? try await webhooks.poster.post(
                delivery.body, to: webhook.url, headers: headers(of: delivery, for: webhook, at: now), trace: delivery.traceId)
            : WebhookPoster.Outcome(status: nil, error: "disabled", duration: .zero, response: nil, retryAfter: nil)
        try await webhooks.store.write { [webhooks] tx in
            try context.complete(in: tx)
            try webhooks.settle(job.deliveryID, of: job.webhookID, outcome, begun: now, trace: context.traceID, in: tx)
        }
        return .done
    }

    private func headers(of delivery: WebhookDelivery, for webhook: Webhook, at now: Timestamp) -> [(String, String)] {
        [
            ("Content-Type", "application/json"), ("User-Agent", userAgent), ("Webhook-Id", delivery.eventId),
            ("Webhook-Timestamp", "\(now.seconds)"),
            ("Webhook-Signature", webhooks.secrets.signature(of: delivery.body, id: delivery.eventId, at: now, for: webhook)),
        ]
    }
}
