import DataStore
package import Identity
import JobQueue
package import Primitives

extension Webhooks {
    /// The newest first.
    ///
    /// - Throws: ``Failure`` `forbidden`, `notFound`, `invalidRequest` for a cursor that no such page gave out.
    package func deliveries(
        of id: ID<Webhook>, state: WebhookDelivery.State?, for principal: Principal, cursor: String?, limit: Int
    ) async throws -> Page<WebhookDelivery> {
        try principal.require(.webhooksManage)
        let query = "deliveries \(id) \(state?.rawValue ?? "")"
        let before = try cursor.map { try BoundCursor.place(in: $0, for: query) { ID<WebhookDelivery>($0) } }
        let limit = min(max(limit, 1), Self.pageLimit)
        return try await store.read { [self] tx in
            _ = try find(id, for: principal, in: tx)
            let found = try DeliveryRows.list(of: id, state: state, before: before, limit: limit + 1, in: tx)
            let items = Array(found.prefix(limit))
            return Page(
                items: items, next: found.count > limit ? items.last.map { BoundCursor.text(of: $0.id.description, for: query) } : nil)
        }
    }

    package func delivery(
        _ id: ID<WebhookDelivery>, of webhook: ID<Webhook>, for principal: Principal
    ) async throws -> WholeWebhookDelivery {
        try principal.require(.webhooksManage)
        return try await store.read { [self] tx in
            let url = try find(webhook, for: principal, in: tx).url
            return WholeWebhookDelivery(delivery: try delivery(id, of: webhook, in: tx), url: url)
        }
    }

    /// Sends an event of no meaning, once, also to a webhook that is disabled.
    package func test(_ id: ID<Webhook>, key: IdempotencyKey?, by principal: Principal, trace: TraceID) async throws -> WebhookDelivery {
        try principal.require(.webhooksManage)
        let now = clock.now()
        return try await store.write { [self] tx in
            let reference = try IdempotencyKeys.once(key, operation: "webhooks.test", input: id, by: principal, at: now, in: tx) {
                let webhook = try find(id, for: principal, in: tx)
                guard try DeliveryRows.waiting(for: id, upTo: Self.waitingLimit, in: tx) < Self.waitingLimit else {
                    throw Failure(.conflict, "\(Self.waitingLimit) events wait for this webhook. Wait until some have arrived or failed.")
                }
                let event = ID<WebhookDelivery>(at: now).description
                let delivery = try deliver(
                    Self.testBody(webhook, trace, at: now), Self.testType, id: event, about: nil, to: webhook, trace: trace, in: tx)
                return DeliveryReference(id: delivery.id)
            }
            return try delivery(reference.id, of: id, in: tx)
        }
    }

    /// Sends an event again that was taken or given up, with as many attempts as a new one; the receiver tells by its id that it is the same.
    ///
    /// - Throws: ``Failure`` `forbidden`, `notFound`, `conflict` while it waits, and for a webhook that is disabled.
    package func redeliver(
        _ id: ID<WebhookDelivery>, of webhookID: ID<Webhook>, key: IdempotencyKey?, by principal: Principal, trace: TraceID
    ) async throws -> WebhookDelivery {
        try principal.require(.webhooksManage)
        let now = clock.now()
        return try await store.write { [self] tx in
            let reference = try IdempotencyKeys.once(key, operation: "webhooks.redeliver", input: id, by: principal, at: now, in: tx) {
                let webhook = try find(webhookID, for: principal, in: tx)
                var delivery = try delivery(id, of: webhookID, in: tx)
                guard delivery.state != .waiting else { throw Failure(.conflict, "It is on its way. Wait until it has arrived or failed.") }
                guard webhook.enabled || delivery.type == Self.testType else {
                    throw Failure(.conflict, "This webhook is disabled. Enable it first.")
                }
                delivery.state = .waiting
                delivery.round = 0
                delivery.nextAt = now
                delivery.endedAt = nil
                try DeliveryRows.update(delivery, in: tx)
                try enqueue(delivery, trace: trace, in: tx)
                return DeliveryReference(id: id)
            }
            return try delivery(reference.id, of: webhookID, in: tx)
        }
    }

    /// Forgets deliveries past their retention, in small writes.
    package func prune() async throws {
        let step = Self.removalStep
        while try await store.write({ [clock] tx in
            try DeliveryRows.prune(before: clock.now() - Self.retention, limit: step, in: tx)
        }) == step { try Task.checkCancellation() }
    }

    private struct DeliveryReference: Codable, JSONWritable {
        let id: ID<WebhookDelivery>

        func write(to json: inout JSONWriter) {
            json.object { $0.member("id", id) }
        }
    }

    private func delivery(_ id: ID<WebhookDelivery>, of webhook: ID<Webhook>, in tx: some SQLReading) throws -> WebhookDelivery {
        guard let delivery = try DeliveryRows.find(id, in: tx), delivery.webhookId == webhook else {
            throw Failure(.notFound, "There is no such delivery of this webhook.")
        }
        return delivery
    }

    /// In the shape of every event; its entity is the webhook.
    private static func testBody(_ webhook: Webhook, _ trace: TraceID, at now: Timestamp) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("type", testType)
            json.member("traceId", trace.description)
            json.member("workspaceId", webhook.workspaceId)
            json.member("entityId", webhook.id)
            json.member("entityVersion", webhook.version)
            json.member("payload", object: { $0.member("webhookId", webhook.id) })
            json.member("emittedAt", now)
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
