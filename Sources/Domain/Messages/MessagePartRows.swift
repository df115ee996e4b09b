import Blobs
import DataStore
import Identity
import Primitives

/// What hangs on messages: mentions, files, reactions, and what they said before: SQL, nothing else.
enum MessagePartRows {
    static let migrations = [
        Migration(
            "chat/003",
            """
            CREATE TABLE message_mention (
                message_id TEXT NOT NULL,
                person_id TEXT NOT NULL,
                channel_id TEXT NOT NULL,
                seq INTEGER NOT NULL,
                is_own INTEGER NOT NULL,
                position INTEGER NOT NULL,
                PRIMARY KEY (message_id, person_id)
            ) {clustered};
            CREATE INDEX message_mention_by_person ON message_mention (person_id, channel_id, seq);
            CREATE TABLE message_attachment (
                id TEXT PRIMARY KEY,
                message_id TEXT NOT NULL,
                position INTEGER NOT NULL,
                object_id TEXT NOT NULL UNIQUE,
                object_key TEXT NOT NULL,
                name TEXT NOT NULL,
                byte_count INTEGER NOT NULL,
                content_type TEXT NOT NULL
            ) {strict};
            CREATE UNIQUE INDEX message_attachment_in_order ON message_attachment (message_id, position);
            CREATE TABLE message_reaction (
                message_id TEXT NOT NULL,
                emoji TEXT NOT NULL,
                person_id TEXT NOT NULL,
                at INTEGER NOT NULL,
                PRIMARY KEY (message_id, emoji, person_id)
            ) {clustered};
            CREATE TABLE message_edit (
                message_id TEXT NOT NULL,
                version INTEGER NOT NULL,
                is_deletion INTEGER NOT NULL,
                text TEXT NOT NULL,
                author_kind TEXT NOT NULL,
                author_id TEXT,
                author_name TEXT,
                at INTEGER NOT NULL,
                PRIMARY KEY (message_id, version)
            ) {clustered};
            """)
    ]

    /// The tables whose rows are of one message.
    static let tables = ["message_mention", "message_attachment", "message_reaction", "message_edit"]

    // MARK: Mentions

    static func addMentions(_ people: [ID<Person>], to message: Message, in tx: WriteTransaction) throws {
        for (position, person) in people.enumerated() {
            let isOwn = message.author.kind == .person && message.author.personID == person
            try tx.execute(
                """
                INSERT INTO message_mention (message_id, person_id, channel_id, seq, is_own, position) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (message_id, person_id) DO UPDATE SET position = excluded.position
                """, [message.id, person, message.channelId, message.seq, isOwn, position])
        }
    }

    static func removeMentions(otherThan people: [ID<Person>], of message: ID<Message>, in tx: WriteTransaction) throws {
        let places = people.map { _ in "?" }.joined(separator: ", ")
        try tx.execute("DELETE FROM message_mention WHERE message_id = ? AND person_id NOT IN (\(places))", [message] + people)
    }

    static func mentions(of messages: [Message], _ tx: some SQLReading) throws -> [ID<Message>: [MessageMention]] {
        try grouped(
            """
            SELECT t.message_id, t.person_id, p.name FROM message_mention AS t JOIN person AS p ON p.id = t.person_id
            WHERE t.message_id IN (?) ORDER BY t.message_id, t.position
            """, messages, tx
        ) { MessageMention(personID: try $0["person_id"], name: try $0["name"]) }
    }

    // MARK: Files

    static func addAttachments(_ objects: [BucketObject], to message: Message, in tx: WriteTransaction) throws {
        for (position, object) in objects.enumerated() {
            try tx.execute(
                """
                INSERT INTO message_attachment (id, message_id, position, object_id, object_key, name, byte_count, content_type)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    ID<MessageAttachment>(at: message.createdAt), message.id, position, object.id, object.key, object.key.name,
                    object.version.byteCount, object.version.contentType,
                ])
        }
    }

    static func isAttached(_ object: ID<BucketObject>, _ tx: some SQLReading) throws -> Bool {
        try tx.row("SELECT 1 FROM message_attachment WHERE object_id = ?", [object]) != nil
    }

    static func attachments(of messages: [Message], _ tx: some SQLReading) throws -> [ID<Message>: [MessageAttachment]] {
        try grouped(
            """
            SELECT message_id, id, object_key, name, byte_count, content_type FROM message_attachment
            WHERE message_id IN (?) ORDER BY message_id, position
            """, messages, tx
        ) {
            MessageAttachment(
                id: try $0["id"], key: try $0["object_key"], name: try $0["name"], size: try $0["byte_count"],
                contentType: try $0["content_type"])
        }
    }

    /// The files of a lead's channel moved with it.
    static func moveAttachments(to into: ID<Channel>, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            UPDATE message_attachment SET object_key = ? || substr(object_key, \(ID<Channel>.textLength + 1))
            WHERE message_id IN (SELECT id FROM message WHERE channel_id = ?)
            """, [into, into])
    }

    // MARK: Reactions

    static func react(_ emoji: Emoji, to message: ID<Message>, by person: ID<Person>, at now: Timestamp, _ tx: WriteTransaction) throws {
        try tx.execute(
            "INSERT INTO message_reaction (message_id, emoji, person_id, at) VALUES (?, ?, ?, ?)", [message, emoji, person, now])
    }

    /// - Returns: whether there was one.
    static func takeBack(_ emoji: Emoji, of message: ID<Message>, by person: ID<Person>, _ tx: WriteTransaction) throws -> Bool {
        try tx.execute(
            "DELETE FROM message_reaction WHERE message_id = ? AND emoji = ? AND person_id = ?", [message, emoji, person]) > 0
    }

    static func reactions(
        of messages: [Message], for viewer: ID<Person>?, _ tx: some SQLReading
    ) throws -> [ID<Message>: [MessageReaction]] {
        let rows = try grouped(
            "SELECT message_id, emoji, person_id, at FROM message_reaction WHERE message_id IN (?) ORDER BY message_id, at, person_id",
            messages, tx
        ) { (emoji: try $0["emoji"] as Emoji, person: try $0["person_id"] as ID<Person>) }
        return rows.mapValues { rows in
            // In the order in which each came first.
            var order: [Emoji] = []
            var people: [Emoji: [ID<Person>]] = [:]
            for row in rows {
                if people[row.emoji] == nil { order.append(row.emoji) }
                people[row.emoji, default: []].append(row.person)
            }
            return order.map { emoji in
                let who = people[emoji] ?? []
                return MessageReaction(
                    emoji: emoji, count: who.count, isMine: viewer.map { who.contains($0) },
                    people: Array(who.prefix(MessageReaction.shownPeople)))
            }
        }
    }

    // MARK: What was said before

    static func addEdit(_ before: Message, isDeletion: Bool, by actor: MessageAuthor, at now: Timestamp, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO message_edit (message_id, version, is_deletion, text, author_kind, author_id, author_name, at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """, [before.id, before.version, isDeletion, before.text, actor.kind, actor.personID, actor.programName, now])
    }

    static func countEdits(of message: ID<Message>, _ tx: some SQLReading) throws -> Int {
        try tx.value("SELECT count(*) FROM message_edit WHERE message_id = ?", [message]) ?? 0
    }

    /// The newest first.
    static func edits(of message: ID<Message>, _ tx: some SQLReading) throws -> [MessageEdit] {
        try tx.rows(
            """
            SELECT e.version, e.is_deletion, e.text, e.author_kind, e.author_id, coalesce(e.author_name, p.name) AS author_name, e.at
            FROM message_edit AS e LEFT JOIN person AS p ON p.id = e.author_id
            WHERE e.message_id = ? ORDER BY e.version DESC LIMIT \(MessageEdit.limit + 1)
            """, [message]
        ).map {
            MessageEdit(
                version: try $0["version"], isDeletion: try $0["is_deletion"], text: try $0["text"],
                author: MessageAuthor(kind: try $0["author_kind"], personID: try $0["author_id"], name: try $0["author_name"]),
                at: try $0["at"])
        }
    }

    // MARK: All of them

    /// Takes away all that hangs on a message but what it said before.
    static func clear(_ message: ID<Message>, in tx: WriteTransaction) throws {
        for table in tables where table != "message_edit" { try tx.execute("DELETE FROM \(table) WHERE message_id = ?", [message]) }
    }

    /// - Parameter sql: with `IN (?)` where the ids of the messages go.
    private static func grouped<Part>(
        _ sql: String, _ messages: [Message], _ tx: some SQLReading, _ part: (SQLRow) throws -> Part
    ) throws -> [ID<Message>: [Part]] {
        guard !messages.isEmpty else { return [:] }
        // A few lengths of the list, so that few statements are prepared.
        let ids = messages.map(\.id)
        let length = ids.count == 1 ? 1 : ids.count <= 50 ? 50 : ids.count <= 200 ? 200 : ids.count
        let padded = ids + Array(repeating: ids[0], count: length - ids.count)
        let places = Array(repeating: "?", count: length).joined(separator: ", ")
        var parts: [ID<Message>: [Part]] = [:]
        for row in try tx.rows(sql.replacing("IN (?)", with: "IN (\(places))"), padded) {
            parts[try row["message_id"], default: []].append(try part(row))
        }
        return parts
    }
}
