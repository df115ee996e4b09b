import DataStore

/// The tables of webhooks and of what is sent to them.
enum WebhookSchema {
    static let migrations = [
        Migration(
            "webhooks/001",
            """
            -- The secret is derived from the root secret by id, number and generation, so that none is kept.
            CREATE TABLE webhook (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL REFERENCES workspace(id),
                url TEXT NOT NULL,
                types TEXT NOT NULL,
                project_id TEXT,
                description TEXT,
                enabled INTEGER NOT NULL CHECK (enabled = 0 OR enabled = 1),
                disabled_reason TEXT,
                failing_since INTEGER,
                secret_number INTEGER NOT NULL,
                secret_generation INTEGER NOT NULL,
                old_secret_generation INTEGER,
                old_secret_until INTEGER,
                version INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL
            ) {strict};
            CREATE INDEX webhook_by_workspace ON webhook (workspace_id, id);

            CREATE TABLE webhook_delivery (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL REFERENCES workspace(id),
                webhook_id TEXT NOT NULL,
                event_id TEXT NOT NULL,
                lead_id TEXT,
                type TEXT NOT NULL,
                body TEXT NOT NULL,
                trace_id TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'failed')),
                attempts TEXT NOT NULL,
                round INTEGER NOT NULL,
                next_at INTEGER,
                response TEXT,
                created_at INTEGER NOT NULL,
                ended_at INTEGER
            ) {strict};
            CREATE INDEX webhook_delivery_by_webhook ON webhook_delivery (webhook_id, id);
            CREATE INDEX webhook_delivery_waiting ON webhook_delivery (webhook_id) WHERE state = 'waiting';
            CREATE INDEX webhook_delivery_by_workspace ON webhook_delivery (workspace_id);
            CREATE INDEX webhook_delivery_by_lead ON webhook_delivery (lead_id) WHERE lead_id IS NOT NULL;
            CREATE INDEX webhook_delivery_by_age ON webhook_delivery (created_at);
            """)
    ]
}
