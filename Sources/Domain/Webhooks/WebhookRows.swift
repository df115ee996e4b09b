import DataStore
import FoundationEssentials
import Identity
import Primitives

/// The table of webhooks: SQL and row mapping, nothing else.
enum WebhookRows {
    static func insert(_ webhook: Webhook, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO webhook (id, workspace_id, url, types, project_id, description, enabled, disabled_reason, failing_since,
                secret_number, secret_generation, version, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL, ?, ?, ?, ?, ?)
            """,
            [
                webhook.id, webhook.workspaceId, webhook.url, text(webhook.types), webhook.projectId, webhook.description, webhook.enabled,
                webhook.secret.number, webhook.secret.generation, webhook.version, webhook.createdAt, webhook.updatedAt,
            ])
    }

    static func update(_ webhook: Webhook, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            UPDATE webhook SET url = ?, types = ?, project_id = ?, description = ?, enabled = ?, disabled_reason = ?, failing_since = ?,
                secret_number = ?, secret_generation = ?, old_secret_generation = ?, old_secret_until = ?, version = ?, updated_at = ?
            WHERE id = ?
            """,
            [
                webhook.url, text(webhook.types), webhook.projectId, webhook.description, webhook.enabled, webhook.disabledReason?.rawValue,
                webhook.failingSince, webhook.secret.number, webhook.secret.generation, webhook.oldSecret?.generation,
                webhook.oldSecretUntil, webhook.version, webhook.updatedAt, webhook.id,
            ])
    }

    static func set(failingSince: Timestamp?, of id: ID<Webhook>, in tx: WriteTransaction) throws {
        try tx.execute("UPDATE webhook SET failing_since = ? WHERE id = ?", [failingSince, id])
    }

    static func delete(_ id: ID<Webhook>, in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM webhook WHERE id = ?", [id])
    }

    static func find(_ id: ID<Webhook>, in tx: some SQLReading) throws -> Webhook? {
        try tx.row("SELECT * FROM webhook WHERE id = ?", [id]).map(decode)
    }

    static func find(_ id: ID<Webhook>, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> Webhook? {
        try tx.row("SELECT * FROM webhook WHERE id = ? AND workspace_id = ?", [id, workspace]).map(decode)
    }

    /// In the order in which they were made.
    static func list(of workspace: ID<Workspace>, in tx: some SQLReading) throws -> [Webhook] {
        try tx.rows("SELECT * FROM webhook WHERE workspace_id = ? ORDER BY id LIMIT \(Webhooks.countLimit)", [workspace]).map(decode)
    }

    /// What the tap asks for each event of a workspace that has webhooks.
    static func enabled(of workspace: ID<Workspace>, in tx: some SQLReading) throws -> [Webhook] {
        try tx.rows(
            "SELECT * FROM webhook WHERE workspace_id = ? AND enabled = 1 ORDER BY id LIMIT \(Webhooks.countLimit)", [workspace]
        ).map(decode)
    }

    private static func text(_ types: [EventPattern]) -> String { types.map(\.text).joined(separator: " ") }

    private static func decode(_ row: SQLRow) throws -> Webhook {
        let number: Int = try row["secret_number"]
        let old: Int? = try row["old_secret_generation"]
        let reason: String? = try row["disabled_reason"]
        return Webhook(
            id: try row["id"], workspaceId: try row["workspace_id"], url: try row["url"],
            types: (try row["types"] as String).split(separator: " ").map { EventPattern(known: String($0)) },
            projectId: try row["project_id"], description: try row["description"], enabled: try row["enabled"],
            disabledReason: reason.flatMap { Webhook.DisabledReason(rawValue: $0) }, failingSince: try row["failing_since"],
            secret: WebhookSecretNumber(number: number, generation: try row["secret_generation"]),
            oldSecret: old.map { WebhookSecretNumber(number: number - 1, generation: $0) }, oldSecretUntil: try row["old_secret_until"],
            version: try row["version"], createdAt: try row["created_at"], updatedAt: try row["updated_at"])
    }
}
