import DataStore
import Identity
import Primitives

/// The table of channels: SQL and row mapping, nothing else.
enum ChannelRows {
    static let migrations = [
        Migration(
            "channels/001",
            """
            CREATE TABLE channel (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL REFERENCES workspace(id),
                name TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                version INTEGER NOT NULL
            ) {strict};
            CREATE INDEX channel_by_workspace ON channel (workspace_id, id);
            """)
    ]

    static func insert(_ channel: Channel, in tx: WriteTransaction) throws {
        try tx.execute(
            "INSERT INTO channel (id, workspace_id, name, created_at, version) VALUES (?, ?, ?, ?, ?)",
            [channel.id, channel.workspaceID, channel.name, channel.createdAt, channel.version])
    }

    static func find(_ id: ID<Channel>, in tx: some SQLReading) throws -> Channel? {
        try tx.row("SELECT * FROM channel WHERE id = ?", [id]).map(decode)
    }

    static func list(of workspace: ID<Workspace>, limit: Int, in tx: some SQLReading) throws -> [Channel] {
        try tx.rows("SELECT * FROM channel WHERE workspace_id = ? ORDER BY id LIMIT ?", [workspace, limit]).map(decode)
    }

    private static func decode(_ row: SQLRow) throws -> Channel {
        Channel(
            id: try row["id"], workspaceID: try row["workspace_id"], name: try row["name"], createdAt: try row["created_at"],
            version: try row["version"])
    }
}
