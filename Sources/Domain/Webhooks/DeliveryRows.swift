import DataStore
import FoundationEssentials
import Identity
import Primitives

/// The table of deliveries: SQL and row mapping, nothing else.
enum DeliveryRows {
    private static let columns = """
        id, workspace_id, webhook_id, event_id, lead_id, type, body, trace_id, state, attempts, round, next_at, response, created_at, ended_at
        """

    static func insert(_ delivery: WebhookDelivery, in tx: WriteTransaction) throws {
        try tx.execute(
            "INSERT INTO webhook_delivery (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '[]', 0, ?, NULL, ?, NULL)",
            [
                delivery.id, delivery.workspaceId, delivery.webhookId, delivery.eventId, delivery.leadId, delivery.type, delivery.body,
                delivery.traceId, delivery.state.rawValue, delivery.nextAt, delivery.createdAt,
            ])
    }

    static func update(_ delivery: WebhookDelivery, in tx: WriteTransaction) throws {
        var attempts = JSONWriter()
        attempts.array(delivery.attempts.suffix(WebhookDelivery.attemptLimit))
        try tx.execute(
            "UPDATE webhook_delivery SET state = ?, attempts = ?, round = ?, next_at = ?, response = ?, ended_at = ? WHERE id = ?",
            [
                delivery.state.rawValue, String(decoding: attempts.bytes, as: UTF8.self), delivery.round, delivery.nextAt,
                delivery.response, delivery.endedAt, delivery.id,
            ])
    }

    static func find(_ id: ID<WebhookDelivery>, in tx: some SQLReading) throws -> WebhookDelivery? {
        try tx.row("SELECT \(columns) FROM webhook_delivery WHERE id = ?", [id]).map(decode)
    }

    /// The newest first, from below `before`.
    static func list(
        of webhook: ID<Webhook>, state: WebhookDelivery.State?, before: ID<WebhookDelivery>?, limit: Int, in tx: some SQLReading
    ) throws -> [WebhookDelivery] {
        var (condition, arguments): (String, [any SQLConvertible]) = ("", [webhook])
        if let state {
            condition += " AND state = ?"
            arguments.append(state.rawValue)
        }
        if let before {
            condition += " AND id < ?"
            arguments.append(before)
        }
        return try tx.rows(
            "SELECT \(columns) FROM webhook_delivery WHERE webhook_id = ?\(condition) ORDER BY id DESC LIMIT ?", arguments + [limit]
        ).map(decode)
    }

    /// How many wait for a webhook, counted up to `limit`.
    static func waiting(for webhook: ID<Webhook>, upTo limit: Int, in tx: some SQLReading) throws -> Int {
        try tx.value(
            "SELECT count(*) FROM (SELECT 1 FROM webhook_delivery WHERE webhook_id = ? AND state = 'waiting' LIMIT ?) AS found",
            [webhook, limit]) ?? 0
    }

    /// Forgets up to `limit` of a webhook; answers how many.
    static func forget(of webhook: ID<Webhook>, limit: Int, in tx: WriteTransaction) throws -> Int {
        try tx.execute(
            "DELETE FROM webhook_delivery WHERE id IN (SELECT id FROM webhook_delivery WHERE webhook_id = ? LIMIT ?)", [webhook, limit])
    }

    static func forget(about lead: ID<Lead>, limit: Int, in tx: WriteTransaction) throws -> Int {
        try tx.execute(
            "DELETE FROM webhook_delivery WHERE id IN (SELECT id FROM webhook_delivery WHERE lead_id = ? LIMIT ?)", [lead, limit])
    }

    /// Forgets up to `limit` that are older; answers how many.
    static func prune(before moment: Timestamp, limit: Int, in tx: WriteTransaction) throws -> Int {
        try tx.execute(
            "DELETE FROM webhook_delivery WHERE id IN (SELECT id FROM webhook_delivery WHERE created_at < ? ORDER BY created_at LIMIT ?)",
            [moment, limit])
    }

    private static func decode(_ row: SQLRow) throws -> WebhookDelivery {
        guard let state = WebhookDelivery.State(rawValue: try row["state"]) else {
            throw StoreError(.unreadableRow, "a delivery is in an unknown state")
        }
        let attempts: String = try row["attempts"]
        return WebhookDelivery(
            id: try row["id"], workspaceId: try row["workspace_id"], webhookId: try row["webhook_id"], eventId: try row["event_id"],
            leadId: try row["lead_id"], type: try row["type"], body: try row["body"], traceId: try row["trace_id"], state: state,
            attempts: try JSONDecoder().decode([WebhookDelivery.Attempt].self, from: Data(attempts.utf8)), round: try row["round"],
            nextAt: try row["next_at"], response: try row["response"], createdAt: try row["created_at"], endedAt: try row["ended_at"])
    }
}
