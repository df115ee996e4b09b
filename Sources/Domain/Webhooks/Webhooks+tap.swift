package import DataStore
import Identity
import JobQueue
import NIOCore
import Primitives
package import Realtime

/// Enqueues a delivery of each event to each webhook that wants it, in the write of the event.
extension Webhooks: EventTap {
    package func appended(_ event: StoredEvent, rooms: [Room], in tx: WriteTransaction) throws {
        let workspace = event.envelope.workspaceID
        guard try known.mayHaveAny(workspace, in: tx) else { return }
        // What is in one person's inbox is nobody else's.
        guard rooms.contains(where: { $0.kind != .inbox }) else { return }
        let wanting = try WebhookRows.enabled(of: ID(of: workspace), in: tx).filter { webhook in
            webhook.types.contains { $0.matches(event.envelope.type) }
        }
        guard !wanting.isEmpty else { return }
        let place = EventPlace(rooms)
        let body = event.envelope.text
        for webhook in wanting {
            if let project = webhook.projectId, try !place.isIn(project, in: tx) { continue }
            guard try DeliveryRows.waiting(for: webhook.id, upTo: Self.waitingLimit, in: tx) < Self.waitingLimit else {
                try disable(webhook, because: .overflow, trace: event.envelope.traceID, in: tx)
                continue
            }
            try deliver(
                body, event.envelope.type, id: event.id.description, about: place.lead, to: webhook, trace: event.envelope.traceID, in: tx)
        }
    }

    @discardableResult
    func deliver(
        _ body: String, _ type: String, id: String, about lead: ID<Lead>?, to webhook: Webhook, trace: TraceID, in tx: WriteTransaction
    ) throws -> WebhookDelivery {
        let now = clock.now()
        let delivery = WebhookDelivery(
            id: ID(at: now), workspaceId: webhook.workspaceId, webhookId: webhook.id, eventId: id, leadId: lead, type: type, body: body,
            traceId: trace, state: .waiting, attempts: [], round: 0, nextAt: now, response: nil, createdAt: now, endedAt: nil)
        try DeliveryRows.insert(delivery, in: tx)
        try enqueue(delivery, trace: trace, in: tx)
        return delivery
    }
}

/// To which lead and project an event belongs, by the rooms that hear it.
private struct EventPlace {
    let lead: ID<Lead>?
    private let projects: Set<ID<Subject>>

    init(_ rooms: [Room]) {
        lead = rooms.first { $0.kind == .lead }.map { ID(of: $0.id) }
        // The channel of a project has its id.
        projects = Set(rooms.filter { $0.kind == .project || $0.kind == .channel }.map(\.id))
    }

    func isIn(_ project: ID<Project>, in tx: some SQLReading) throws -> Bool {
        if projects.contains(ID(project)) { return true }
        guard let lead else { return false }
        return try tx.value("SELECT project_id FROM lead WHERE id = ?", [lead]) == Optional(project)
    }
}

extension EventEnvelope {
    fileprivate var text: String {
        var buffer = ByteBuffer()
        write(to: &buffer)
        return String(buffer: buffer)
    }
}
