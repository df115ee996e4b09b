import DataStore
import FoundationEssentials
import Identity
import JobQueue
import Primitives

extension Webhooks {
    /// Before each further attempt; together a little under a day.
    static let delays: [Duration] = [
        .seconds(5), .seconds(30), .minutes(2), .minutes(10), .minutes(30), .hours(1), .hours(2), .hours(4), .hours(8), .hours(8),
    ]
    /// A receiver that took nothing for so long is not there any more.
    static let patience = Duration.hours(24)

    /// Records how an attempt went, and enqueues the next or ends the delivery.
    func settle(
        _ id: ID<WebhookDelivery>, of webhookID: ID<Webhook>, _ outcome: WebhookPoster.Outcome, begun: Timestamp, trace: TraceID,
        in tx: WriteTransaction
    ) throws {
        // Either may be gone by now.
        guard var delivery = try DeliveryRows.find(id, in: tx), delivery.state == .waiting,
            let webhook = try WebhookRows.find(webhookID, in: tx)
        else { return }
        let now = clock.now()
        delivery.round += 1
        delivery.attempts.append(
            WebhookDelivery.Attempt(
                at: begun, status: outcome.status, durationMs: outcome.duration.microseconds / 1_000, error: outcome.error))
        delivery.response = outcome.response
        delivery.nextAt = nil
        if outcome.error == nil {
            delivery.state = .delivered
            if webhook.failingSince != nil { try WebhookRows.set(failingSince: nil, of: webhook.id, in: tx) }
        } else if delivery.type == Self.testType || !webhook.enabled {
            delivery.state = .failed
        } else {
            try settle(&delivery, of: webhook, failing: outcome, at: now, trace, in: tx)
        }
        if delivery.state != .waiting { delivery.endedAt = now }
        try DeliveryRows.update(delivery, in: tx)
    }

    private func settle(
        _ delivery: inout WebhookDelivery, of webhook: Webhook, failing outcome: WebhookPoster.Outcome, at now: Timestamp, _ trace: TraceID,
        in tx: WriteTransaction
    ) throws {
        let since = webhook.failingSince ?? now
        if outcome.status == 410 {
            delivery.state = .failed
            return try disable(webhook, because: .gone, trace: trace, in: tx)
        }
        if webhook.failingSince == nil { try WebhookRows.set(failingSince: since, of: webhook.id, in: tx) }
        guard delivery.round <= Self.delays.count else {
            delivery.state = .failed
            if now - since >= Self.patience - Self.delays[0] { try disable(webhook, because: .failing, trace: trace, in: tx) }
            return
        }
        if now - since >= Self.patience {
            delivery.state = .failed
            return try disable(webhook, because: .failing, trace: trace, in: tx)
        }
        // By up to a tenth longer, so that those that failed together do not come back together.
        let delay = max(Self.delays[delivery.round - 1], outcome.retryAfter ?? .zero) * Double.random(in: 1...1.1)
        delivery.nextAt = now + delay
        try enqueue(delivery, at: delivery.nextAt, trace: trace, in: tx)
    }

    func enqueue(_ delivery: WebhookDelivery, at moment: Timestamp? = nil, trace: TraceID, in tx: WriteTransaction) throws {
        try jobs.enqueue(
            DeliverWebhook(deliveryID: delivery.id, webhookID: delivery.webhookId), workspace: delivery.workspaceId.description,
            trace: trace, runAt: moment, in: tx)
    }

    /// Sends nothing there any more, and tells those who look after the workspace. What waits fails when its turn comes.
    func disable(_ webhook: Webhook, because reason: Webhook.DisabledReason, trace: TraceID, in tx: WriteTransaction) throws {
        guard var disabled = try WebhookRows.find(webhook.id, in: tx), disabled.enabled else { return }
        disabled.enabled = false
        disabled.disabledReason = reason
        disabled.version += 1
        disabled.updatedAt = clock.now()
        try WebhookRows.update(disabled, in: tx)
        let host = WebAddress(disabled.url)?.host ?? disabled.url
        try notifications.addToAdmins(
            .webhookDisabled, of: disabled.workspaceId, subject: NotificationSubject(.webhook, disabled.id, title: host),
            data: ["cause": .string(reason.rawValue)], by: .node, trace: trace, in: tx)
        try AuditLog.append(
            AuditEntry(
                .webhookDisabled, on: AuditSubject("webhook", id: disabled.id, label: host), in: disabled.workspaceId,
                after: ["reason": .string(reason.rawValue)], actor: AuditEntry.Actor(id: nil, label: "node"),
                act: Act(principal: nil, traceID: trace, remoteAddress: nil, userAgent: nil), at: disabled.updatedAt), in: tx)
    }
}

extension AuditAction {
    static let webhookCreated: AuditAction = "webhook.created"
    static let webhookChanged: AuditAction = "webhook.changed"
    static let webhookDeleted: AuditAction = "webhook.deleted"
    static let webhookDisabled: AuditAction = "webhook.disabled"
    static let webhookSecretRotated: AuditAction = "webhook.secret_rotated"
}
