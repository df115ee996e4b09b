import DataStore
import Identity
import Primitives

/// The table of channels: SQL and row mapping, nothing else.
///
/// The channel of a project or lead has its id and takes its name from it.
enum ChannelRows {
    static let migrations = [
        Migration(
            "channels/001",
            """
            CREATE TABLE channel (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL REFERENCES workspace(id),
                kind TEXT NOT NULL CHECK (kind IN ('workspace', 'project', 'lead')),
                project_id TEXT REFERENCES project(id),
                lead_id TEXT REFERENCES lead(id),
                name TEXT,
                name_folded TEXT,
                topic TEXT,
                is_default INTEGER NOT NULL,
                archived_at INTEGER,
                last_seq INTEGER NOT NULL,
                last_message_at INTEGER,
                active_at INTEGER NOT NULL,
                version INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL,
                CHECK ((kind = 'workspace') = (name IS NOT NULL)),
                CHECK ((kind = 'project') = (project_id IS NOT NULL)),
                CHECK ((kind = 'lead') = (lead_id IS NOT NULL))
            ) {strict};
            CREATE INDEX channel_by_activity ON channel (workspace_id, active_at, id);
            CREATE INDEX channel_by_kind ON channel (workspace_id, kind, active_at, id);
            CREATE INDEX channel_by_name ON channel (workspace_id, name_folded) WHERE kind = 'workspace';
            """)
    ]

    private static let columns = """
        c.id, c.workspace_id, c.kind, c.project_id, c.lead_id, coalesce(c.name, l.company, p.name) AS name, c.topic, c.is_default,
        c.archived_at, c.last_seq, c.last_message_at, c.version, c.created_at, c.updated_at,
        (l.deleted_at IS NOT NULL OR p.deleted_at IS NOT NULL) AS in_trash
        """
    private static let source = "channel AS c LEFT JOIN lead AS l ON l.id = c.lead_id LEFT JOIN project AS p ON p.id = c.project_id"

    static func insert(_ channel: Channel, in tx: WriteTransaction) throws {
        let name = channel.kind == .workspace ? channel.name : nil
        try tx.execute(
            """
            INSERT INTO channel (id, workspace_id, kind, project_id, lead_id, name, name_folded, topic, is_default, last_seq, active_at,
                version, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                channel.id, channel.workspaceId, channel.kind, channel.projectId, channel.leadId, name, name.map { Folding.fold($0) },
                channel.topic, channel.isDefault, channel.messages, channel.activeAt, channel.version, channel.createdAt,
                channel.updatedAt,
            ])
    }

    /// Writes what people change of a channel.
    static func update(_ channel: Channel, in tx: WriteTransaction) throws {
        let name = channel.kind == .workspace ? channel.name : nil
        try tx.execute(
            "UPDATE channel SET name = ?, name_folded = ?, topic = ?, archived_at = ?, version = ?, updated_at = ? WHERE id = ?",
            [
                name, name.map { Folding.fold($0) }, channel.topic, channel.archivedAt, channel.version, channel.updatedAt, channel.id,
            ])
    }

    static func setLast(_ seq: Int64, at moment: Timestamp?, of channel: ID<Channel>, in tx: WriteTransaction) throws {
        try tx.execute(
            "UPDATE channel SET last_seq = ?, last_message_at = ?, active_at = coalesce(?, active_at) WHERE id = ?",
            [seq, moment, moment, channel])
    }

    /// Only one that has a row.
    static func find(_ id: ID<Channel>, in tx: some SQLReading) throws -> Channel? {
        try tx.row("SELECT \(columns) FROM \(source) WHERE c.id = ?", [id]).map(decode)
    }

    /// The newest activity first, from below `place`.
    static func list(
        of workspace: ID<Workspace>, _ filter: ChannelFilter, below place: ChannelPlace?, limit: Int, in tx: some SQLReading
    ) throws -> [Channel] {
        var conditions = ["c.workspace_id = ?", "(c.kind = 'workspace' OR c.last_seq > 0)"]
        var arguments: [any SQLConvertible] = [workspace]
        if let kind = filter.kind {
            conditions.append("c.kind = ?")
            arguments.append(kind)
        }
        switch filter.archived {
        case .exclude: conditions.append("c.archived_at IS NULL")
        case .only: conditions.append("c.archived_at IS NOT NULL")
        case .include: break
        }
        conditions.append("l.deleted_at IS NULL AND p.deleted_at IS NULL")
        if let place {
            conditions.append("(c.active_at, c.id) < (?, ?)")
            arguments += [place.activeAt, place.channel] as [any SQLConvertible]
        }
        return try tx.rows(
            """
            SELECT \(columns) FROM \(source) WHERE \(conditions.joined(separator: " AND "))
            ORDER BY c.active_at DESC, c.id DESC LIMIT ?
            """, arguments + [limit]
        ).map(decode)
    }

    static func count(of workspace: ID<Workspace>, in tx: some SQLReading) throws -> Int {
        try tx.value("SELECT count(*) FROM channel WHERE workspace_id = ? AND kind = 'workspace'", [workspace]) ?? 0
    }

    /// Another one of the workspace that is called the same and not archived.
    static func hasName(_ name: String, otherThan id: ID<Channel>, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> Bool {
        try tx.row(
            """
            SELECT 1 FROM channel WHERE workspace_id = ? AND name_folded = ? AND kind = 'workspace' AND archived_at IS NULL AND id <> ?
            LIMIT 1
            """, [workspace, Folding.fold(name), id]) != nil
    }

    private static func decode(_ row: SQLRow) throws -> Channel {
        Channel(
            id: try row["id"], workspaceId: try row["workspace_id"], kind: try row["kind"], projectId: try row["project_id"],
            leadId: try row["lead_id"], name: try row["name"], topic: try row["topic"], isDefault: try row["is_default"],
            archivedAt: try row["archived_at"], lastMessageAt: try row["last_message_at"], messages: try row["last_seq"],
            isInTrash: try row["in_trash"], version: try row["version"], createdAt: try row["created_at"],
            updatedAt: try row["updated_at"])
    }
}
