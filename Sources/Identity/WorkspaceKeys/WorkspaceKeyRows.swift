import DataStore
import Primitives

/// SQL of the generations of workspace keys.
enum WorkspaceKeyRows {
    struct Generation: Sendable {
        let kind: WorkspaceKeyKind
        let number: Int
        let createdAt: Timestamp
        let retiresAt: Timestamp?
    }

    static func insert(
        _ number: Int, of kind: WorkspaceKeyKind, in workspace: ID<Workspace>, at moment: Timestamp, _ transaction: WriteTransaction
    ) throws {
        try transaction.execute(
            "INSERT INTO workspace_key (workspace_id, kind, generation, created_at) VALUES (?, ?, ?, ?)",
            [workspace, kind, number, moment])
    }

    /// Those of a workspace that are good at `moment`, newest first; none while the workspace waits to be deleted.
    static func live(in workspace: ID<Workspace>, at moment: Timestamp, _ transaction: some SQLReading) throws -> [Generation] {
        try transaction.rows(
            """
            SELECT workspace_key.kind, workspace_key.generation, workspace_key.created_at, workspace_key.retires_at
            FROM workspace_key JOIN workspace ON workspace.id = workspace_key.workspace_id
            WHERE workspace_key.workspace_id = ? AND (workspace_key.retires_at IS NULL OR workspace_key.retires_at > ?)
                  AND workspace.delete_at IS NULL
            ORDER BY workspace_key.generation DESC LIMIT \(WorkspaceKeys.liveLimit * WorkspaceKeyKind.allCases.count)
            """, [workspace, moment]
        ).map { row in
            Generation(
                kind: try row["kind"], number: try row["generation"], createdAt: try row["created_at"], retiresAt: try row["retires_at"])
        }
    }

    static func retire(
        _ kind: WorkspaceKeyKind, in workspace: ID<Workspace>, at moment: Timestamp, _ transaction: WriteTransaction
    ) throws {
        try transaction.execute(
            "UPDATE workspace_key SET retires_at = ? WHERE workspace_id = ? AND kind = ? AND (retires_at IS NULL OR retires_at > ?)",
            [moment, workspace, kind, moment])
    }
}
