import DataStore
import Identity
import Primitives

/// How far people have read: SQL, nothing else.
///
/// Who has never read anything has read all that was there before they joined: nobody begins with a mountain.
enum ChannelReaderRows {
    static let migrations = [
        Migration(
            "chat/002",
            """
            CREATE TABLE channel_reader (
                channel_id TEXT NOT NULL REFERENCES channel(id),
                person_id TEXT NOT NULL,
                read_seq INTEGER,
                is_muted INTEGER NOT NULL,
                PRIMARY KEY (channel_id, person_id)
            ) {clustered};
            """)
    ]

    static func standing(of person: ID<Person>?, in channel: Channel, _ tx: some SQLReading) throws -> ChannelStanding {
        guard let person else { return ChannelStanding() }
        let row = try tx.row(
            "SELECT read_seq, is_muted FROM channel_reader WHERE channel_id = ? AND person_id = ?", [channel.id, person])
        var standing = ChannelStanding(isMuted: try row?["is_muted"] ?? false)
        standing.readSeq = min(try row?["read_seq"] ?? seqBeforeJoining(of: person, in: channel, tx), channel.messages)
        guard standing.readSeq > 0 || channel.messages > 0 else { return standing }
        standing.readUpTo = try tx.value("SELECT id FROM message WHERE channel_id = ? AND seq = ?", [channel.id, standing.readSeq])
        guard standing.readSeq < channel.messages else { return standing }
        standing.unread = channel.messages - standing.readSeq - (try uncounted(after: standing.readSeq, of: person, in: channel.id, tx))
        standing.mentions =
            try tx.value(
                "SELECT count(*) FROM message_mention WHERE person_id = ? AND channel_id = ? AND seq > ? AND is_own = 0",
                [person, channel.id, standing.readSeq]) ?? 0
        return standing
    }

    static func set(
        _ seq: Int64, of person: ID<Person>, in channel: ID<Channel>, _ tx: WriteTransaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO channel_reader (channel_id, person_id, read_seq, is_muted) VALUES (?, ?, ?, 0)
            ON CONFLICT (channel_id, person_id) DO UPDATE SET read_seq = excluded.read_seq
            """, [channel, person, seq])
    }

    static func mute(_ isMuted: Bool, _ channel: ID<Channel>, by person: ID<Person>, _ tx: WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO channel_reader (channel_id, person_id, is_muted) VALUES (?, ?, ?)
            ON CONFLICT (channel_id, person_id) DO UPDATE SET is_muted = excluded.is_muted
            """, [channel, person, isMuted])
    }

    /// After `lead`'s messages were put behind those of `other`: who had read everything of both has read everything.
    static func merge(
        _ from: ID<Channel>, ending fromLast: Int64, into: ID<Channel>, ending intoLast: Int64, _ tx: WriteTransaction
    ) throws {
        try tx.execute(
            """
            UPDATE channel_reader SET read_seq = ? WHERE channel_id = ? AND read_seq >= ? AND EXISTS (
                SELECT 1 FROM channel_reader AS f WHERE f.channel_id = ? AND f.person_id = channel_reader.person_id AND f.read_seq >= ?)
            """, [intoLast + fromLast, into, intoLast, from, fromLast])
        if intoLast == 0 {
            // There was nothing to read in the one that stays.
            try tx.execute(
                """
                INSERT INTO channel_reader (channel_id, person_id, read_seq, is_muted)
                SELECT ?, person_id, read_seq, is_muted FROM channel_reader WHERE channel_id = ?
                ON CONFLICT (channel_id, person_id) DO UPDATE SET read_seq = excluded.read_seq
                """, [into, from])
        }
        try tx.execute("DELETE FROM channel_reader WHERE channel_id = ?", [from])
    }

    private static func seqBeforeJoining(of person: ID<Person>, in channel: Channel, _ tx: some SQLReading) throws -> Int64 {
        guard channel.messages > 0,
            let joined: Timestamp = try tx.value(
                "SELECT created_at FROM member WHERE workspace_id = ? AND person_id = ?", [channel.workspaceId, person])
        else { return 0 }
        return try tx.value(
            "SELECT seq FROM message WHERE channel_id = ? AND created_at < ? ORDER BY created_at DESC, seq DESC LIMIT 1",
            [channel.id, joined]) ?? 0
    }

    /// What nobody has to read: their own, and what was deleted.
    private static func uncounted(
        after seq: Int64, of person: ID<Person>, in channel: ID<Channel>, _ tx: some SQLReading
    ) throws -> Int64 {
        let deleted: Int64? = try tx.value(
            "SELECT count(*) FROM message WHERE channel_id = ? AND seq > ? AND deleted_at IS NOT NULL", [channel, seq])
        let own: Int64? = try tx.value(
            """
            SELECT count(*) FROM message
            WHERE channel_id = ? AND author_id = ? AND author_kind = 'person' AND seq > ? AND deleted_at IS NULL
            """, [channel, person, seq])
        return (deleted ?? 0) + (own ?? 0)
    }
}
