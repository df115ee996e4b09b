import DataStore
import Identity
import Primitives

/// Keeps the words of messages in step with them: part of each write that changes one.
///
/// Beside its words each message has one word for its channel and one for its author, which nobody can type: signs for private use are
/// no words.
enum MessageIndex {
    static let index = FullTextIndex("message_search", columns: ["text", "place"])

    static let migrations = [
        Migration("chat/004", index.definition),
        // Messages that went to another channel and stand in the index under the one before.
        Migration(
            "chat/005", "CREATE TABLE message_moved (number INTEGER PRIMARY KEY, channel_id TEXT NOT NULL) {strict};"),
    ]
    /// Messages that one write indexes anew: some milliseconds of the one writer.
    private static let stepLimit = 100

    static func insert(_ message: Message, in tx: WriteTransaction) throws {
        guard message.deletedAt == nil else { return }
        try index.insert(
            message.number, scope: SearchRows.scope(message.workspaceId, isInTrash: false), words(of: message, in: message.channelId),
            in: tx)
    }

    /// - Parameter message: as it was inserted.
    static func remove(_ message: Message, in tx: WriteTransaction) throws {
        guard message.deletedAt == nil else { return }
        let before: ID<Channel>? = try tx.value("SELECT channel_id FROM message_moved WHERE number = ?", [message.number])
        try index.remove(
            message.number, scope: SearchRows.scope(message.workspaceId, isInTrash: false),
            words(of: message, in: before ?? message.channelId),
            in: tx)
        if before != nil { try tx.execute("DELETE FROM message_moved WHERE number = ?", [message.number]) }
    }

    /// Part of the write that gives the messages of a channel to another one: what the index says of them is put right step by step.
    static func note(movedFrom channel: ID<Channel>, in tx: WriteTransaction) throws {
        // One that had moved before still stands where it stood first.
        try tx.execute(
            """
            INSERT INTO message_moved (number, channel_id) SELECT number, channel_id FROM message WHERE channel_id = ? AND deleted_at IS NULL
            ON CONFLICT (number) DO NOTHING
            """, [channel])
    }

    static func isBehind(in tx: some SQLReading) throws -> Bool { try tx.row("SELECT 1 FROM message_moved LIMIT 1") != nil }

    /// Indexes some that moved anew; answers whether there may be more.
    static func followMoved(in tx: WriteTransaction) throws -> Bool {
        let numbers = SQLPart("SELECT number FROM message_moved ORDER BY number LIMIT \(stepLimit)", [])
        let moved = try MessageRows.list(numbers, where: SQLPart("m.deleted_at IS NULL", []), limit: stepLimit, in: tx)
        for message in moved {
            try remove(message, in: tx)
            try insert(message, in: tx)
        }
        return moved.count == stepLimit
    }

    /// Takes the words of what was removed out of the file, too.
    static func forget(in tx: WriteTransaction) throws { try index.rewrite(in: tx) }

    /// A query of the column `number`: the messages with every word, of one channel or author where that is asked for.
    static func numbers(
        _ query: SearchQuery, of workspace: ID<Workspace>, channel: ID<Channel>?, author: ID<Person>?, beyond number: Int64?, limit: Int
    ) -> SQLPart {
        let places = [channel.map { word(for: $0) }, author.map { word(for: $0) }].compactMap { $0 }
        let match = FullTextQuery(
            scope: SearchRows.scope(workspace, isInTrash: false),
            phrases: query.phrases + places.map { FullTextQuery.Phrase([$0], isPrefix: false) })
        return index.numbers(matching: match, descending: true, beyond: number, limit: limit)
    }

    private static func words(of message: Message, in channel: ID<Channel>) -> [String?] {
        var places = [word(for: channel)]
        if let author = message.author.personID { places.append(word(for: author)) }
        return [SearchWords.indexed(message.text), places.joined(separator: " ")]
    }

    private static func word(for channel: ID<Channel>) -> String { "\u{E002}" + channel.digits }
    private static func word(for author: ID<Person>) -> String { "\u{E003}" + author.digits }
}
