import DataStore
import Identity
import Primitives

/// The tables that hold rows of a workspace and find them by it, and how the rows go: those that are referred to last.
///
/// A table that is added to the product is added here; a test knows of every table there is.
enum WorkspaceTables {
    /// Takes away at most ``WorkspaceRemoval/stepLimit`` rows, each a bounded write; answers whether there may be more.
    typealias Step = @Sendable (WriteTransaction, ID<Workspace>) throws -> Bool

    static let steps: [Step] = [
        rows("import_row", key: "workspace_id, row_key"),
        { tx, workspace in
            try tx.execute(
                """
                DELETE FROM import_refusal WHERE (import_id, line) IN (
                    SELECT r.import_id, r.line FROM import AS i JOIN import_refusal AS r ON r.import_id = i.id
                    WHERE i.workspace_id = ? LIMIT \(WorkspaceRemoval.stepLimit))
                """, [workspace]) == WorkspaceRemoval.stepLimit
        },
        rows("import", key: "id"),
        rows("form", key: "id"),
        rows("merged_lead", key: "id"),
        { try ChannelRemoval.step(of: $1, in: $0) },
        { try leads($0, of: $1) },
        rows("payout", key: "id"),
        rows("commission_rule", key: "id"),
        entries,
        totals("ledger_day", key: "account, currency, day"),
        totals("ledger_balance", key: "account, currency"),
        rows("ledger_transaction", key: "seq"),
        rows("ledger_account", key: "number"),
        rows("idempotency_key", key: "workspace_id, principal, key"),
        { tx, workspace in
            try tx.execute(
                """
                DELETE FROM stage WHERE id IN (
                    SELECT s.id FROM project AS p JOIN stage AS s ON s.project_id = p.id
                    WHERE p.workspace_id = ? LIMIT \(WorkspaceRemoval.stepLimit))
                """, [workspace]) == WorkspaceRemoval.stepLimit
        },
        rows("project", key: "id"),
        rows("lead_view", key: "id"),
        rows("notification", key: "id"),
        rows("notification_preference", key: "workspace_id, person_id"),
        rows("webhook_delivery", key: "id"),
        rows("webhook", key: "id"),
        rows("error_project", key: "id"),
        { tx, workspace in
            try tx.execute(
                """
                DELETE FROM bucket_object WHERE (bucket_id, key) IN (
                    SELECT o.bucket_id, o.key FROM bucket AS b JOIN bucket_object AS o ON o.bucket_id = b.id
                    WHERE b.workspace_id = ? LIMIT \(WorkspaceRemoval.stepLimit))
                """, [workspace]) == WorkspaceRemoval.stepLimit
        },
        rows("resumable_upload", key: "id"),
        rows("trashed_object", key: "version_id"),
        rows("bucket", key: "id"),
        rows("blob_object", key: "id"),
        rows("blob_fault", key: "workspace_id, sha256"),
        rows("storage_usage", key: "workspace_id"),
        rows("invitation", key: "id"),
        rows("invitation_mail", key: "number"),
        rows("one_time_code", key: "id"),
        rows("auth_code", key: "code_hash"),
        rows("api_token", key: "id"),
        rows("session", key: "id"),
    ]

    private static func rows(_ table: String, key: String) -> Step {
        let sql =
            "DELETE FROM \(table) WHERE (\(key)) IN (SELECT \(key) FROM \(table) WHERE workspace_id = ? LIMIT \(WorkspaceRemoval.stepLimit))"
        return { tx, workspace in try tx.execute(sql, [workspace]) == WorkspaceRemoval.stepLimit }
    }

    /// Found by their accounts, which only a workspace that is being removed gives up.
    private static let entries = totals("ledger_entry", key: "transaction_seq, position")

    private static func totals(_ table: String, key: String) -> Step {
        let sql = """
            DELETE FROM \(table) WHERE (\(key)) IN (
                SELECT \(key) FROM \(table) WHERE account IN (SELECT number FROM ledger_account WHERE workspace_id = ?)
                LIMIT \(WorkspaceRemoval.stepLimit))
            """
        return { tx, workspace in try tx.execute(sql, [workspace]) == WorkspaceRemoval.stepLimit }
    }

    /// A batch of leads, after what refers to it: always the same batch until it is gone.
    private static func leads(_ tx: WriteTransaction, of workspace: ID<Workspace>) throws -> Bool {
        let batch = "SELECT id FROM lead WHERE workspace_id = ? ORDER BY id LIMIT 100"
        for (table, key) in LeadRemoval.tables {
            let removed = try tx.execute(
                "DELETE FROM \(table) WHERE (\(key)) IN (SELECT \(key) FROM \(table) WHERE lead_id IN (\(batch)) LIMIT \(WorkspaceRemoval.stepLimit))",
                [workspace])
            if removed == WorkspaceRemoval.stepLimit { return true }
        }
        for row in try tx.rows(batch, [workspace]) { try LeadIndex.remove(try row["id"], in: tx) }
        return try tx.execute("DELETE FROM lead WHERE id IN (\(batch))", [workspace]) > 0
    }
}
