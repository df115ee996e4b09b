import DataStore
import Identity
import Primitives

/// The table of messages: SQL and row mapping, nothing else.
enum MessageRows {
    /// `author_id` refers to nothing: a message outlives whoever wrote it. `author_name` is kept for programs alone; a person's is read.
    /// `sender` is by whom a message is sent once: the person behind it, or the key.
    static let migrations = [
        Migration(
            "chat/001",
            """
            CREATE TABLE message (
                number {sequence},
                id TEXT NOT NULL UNIQUE,
                workspace_id TEXT NOT NULL REFERENCES workspace(id),
                channel_id TEXT NOT NULL REFERENCES channel(id),
                seq INTEGER NOT NULL,
                sender TEXT NOT NULL,
                client_id TEXT NOT NULL,
                fingerprint {blob} NOT NULL,
                parent_id TEXT,
                author_kind TEXT NOT NULL CHECK (author_kind IN ('person', 'token', 'key')),
                author_id TEXT,
                author_name TEXT,
                text TEXT NOT NULL,
                replies INTEGER NOT NULL,
                last_reply_at INTEGER,
                edited_at INTEGER,
                deleted_at INTEGER,
                version INTEGER NOT NULL,
                text_version INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL,
                CHECK (deleted_at IS NULL OR text = '')
            ) {strict};
            CREATE UNIQUE INDEX message_in_order ON message (channel_id, seq);
            CREATE UNIQUE INDEX message_sent_once ON message (channel_id, sender, client_id);
            CREATE INDEX message_by_author ON message (channel_id, author_id, seq);
            CREATE INDEX message_by_age ON message (channel_id, created_at);
            CREATE INDEX message_deleted ON message (channel_id, seq) WHERE deleted_at IS NOT NULL;
            CREATE INDEX message_in_thread ON message (parent_id, seq) WHERE parent_id IS NOT NULL;
            """)
    ]

    private static let columns = """
        m.number, m.id, m.workspace_id, m.channel_id, m.seq, m.client_id, m.parent_id, m.author_kind, m.author_id,
        coalesce(m.author_name, p.name) AS author_name, m.text, m.replies, m.last_reply_at, m.edited_at, m.deleted_at, m.version,
        m.text_version, m.created_at, m.updated_at
        """
    private static let source = "message AS m LEFT JOIN person AS p ON p.id = m.author_id"

    /// - Returns: the number by which it is looked through.
    static func insert(_ message: Message, sender: String, fingerprint: [UInt8], in tx: WriteTransaction) throws -> Int64 {
        try tx.insert(
            """
            INSERT INTO message (id, workspace_id, channel_id, seq, sender, client_id, fingerprint, parent_id, author_kind, author_id,
                author_name, text, replies, version, text_version, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)
            """,
            [
                message.id, message.workspaceId, message.channelId, message.seq, sender, message.clientId, fingerprint, message.parentId,
                message.author.kind, message.author.personID, message.author.programName, message.text, message.version,
                message.textVersion, message.createdAt, message.updatedAt,
            ])
    }

    /// Writes all that can change.
    static func update(_ message: Message, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            UPDATE message SET text = ?, replies = ?, last_reply_at = ?, edited_at = ?, deleted_at = ?, version = ?, text_version = ?,
                updated_at = ?
            WHERE id = ?
            """,
            [
                message.text, message.replies, message.lastReplyAt, message.editedAt, message.deletedAt, message.version,
                message.textVersion, message.updatedAt, message.id,
            ])
    }

    static func find(_ id: ID<Message>, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> Message? {
        try tx.row("SELECT \(columns) FROM \(source) WHERE m.id = ? AND m.workspace_id = ?", [id, workspace]).map(decode)
    }

    /// What `sender` has sent under this id, and of what it was made.
    static func find(
        sent clientID: ClientMessageID, by sender: String, to channel: ID<Channel>, in tx: some SQLReading
    ) throws -> (id: ID<Message>, fingerprint: [UInt8])? {
        try tx.row(
            "SELECT id, fingerprint FROM message WHERE channel_id = ? AND sender = ? AND client_id = ?", [channel, sender, clientID]
        ).map { (try $0["id"], try $0["fingerprint"]) }
    }

    /// Those from `first` on, in their order.
    static func list(of channel: ID<Channel>, from first: Int64, limit: Int, in tx: some SQLReading) throws -> [Message] {
        try tx.rows(
            "SELECT \(columns) FROM \(source) WHERE m.channel_id = ? AND m.seq >= ? ORDER BY m.seq LIMIT ?", [channel, first, limit]
        ).map(decode)
    }

    static func replies(to parent: ID<Message>, after seq: Int64, limit: Int, in tx: some SQLReading) throws -> [Message] {
        try tx.rows(
            "SELECT \(columns) FROM \(source) WHERE m.parent_id = ? AND m.seq > ? ORDER BY m.seq LIMIT ?", [parent, seq, limit]
        ).map(decode)
    }

    /// The people who wrote in a thread, apart from its first message.
    static func people(inThreadOf parent: ID<Message>, limit: Int, in tx: some SQLReading) throws -> [ID<Person>] {
        try tx.rows(
            """
            SELECT DISTINCT author_id FROM message
            WHERE parent_id = ? AND author_id IS NOT NULL AND author_kind = 'person' AND deleted_at IS NULL LIMIT ?
            """, [parent, limit]
        ).map { try $0["author_id"] }
    }

    /// Those with these numbers, the newest first.
    static func list(_ numbers: SQLPart, where condition: SQLPart, limit: Int, in tx: some SQLReading) throws -> [Message] {
        try tx.rows(
            """
            SELECT \(columns) FROM (\(numbers.sql)) AS f CROSS JOIN message AS m ON m.number = f.number
            LEFT JOIN person AS p ON p.id = m.author_id WHERE \(condition.sql) ORDER BY m.number DESC LIMIT ?
            """, numbers.arguments + condition.arguments + [limit]
        ).map(decode)
    }

    /// The messages of another channel come behind those of this one, in their order.
    static func move(from: ID<Channel>, behind last: Int64, of into: ID<Channel>, in tx: WriteTransaction) throws {
        // A client may have used one id in both.
        try tx.execute(
            """
            UPDATE message SET client_id = id WHERE channel_id = ? AND EXISTS (
                SELECT 1 FROM message AS o WHERE o.channel_id = ? AND o.sender = message.sender AND o.client_id = message.client_id)
            """, [from, into])
        try tx.execute("UPDATE message SET channel_id = ?, seq = seq + ? WHERE channel_id = ?", [into, last, from])
        try tx.execute("UPDATE message_mention SET channel_id = ?, seq = seq + ? WHERE channel_id = ?", [into, last, from])
    }

    static func decode(_ row: SQLRow) throws -> Message {
        Message(
            number: try row["number"], id: try row["id"], workspaceId: try row["workspace_id"], channelId: try row["channel_id"],
            seq: try row["seq"], clientId: try row["client_id"], parentId: try row["parent_id"],
            author: MessageAuthor(kind: try row["author_kind"], personID: try row["author_id"], name: try row["author_name"]),
            text: try row["text"], replies: try row["replies"], lastReplyAt: try row["last_reply_at"], editedAt: try row["edited_at"],
            deletedAt: try row["deleted_at"], version: try row["version"], textVersion: try row["text_version"],
            createdAt: try row["created_at"], updatedAt: try row["updated_at"])
    }
}
