import DataStore
import Identity
import Primitives

/// Keeps the words of messages in step with them: part of each write that changes one.
///
/// Beside its words each message has one word for its channel and one for its author, which nobody can type: signs for private use are
/// no words.
enum MessageIndex {
    static let index = FullTextIndex("message_search", columns: ["text", "place"])

    static let migrations = [Migration("chat/004", index.definition)]

    static func insert(_ message: Message, in tx: WriteTransaction) throws {
        guard message.deletedAt == nil else { return }
        try index.insert(message.number, scope: SearchRows.scope(message.workspaceId, isInTrash: false), words(of: message), in: tx)
    }

    /// - Parameter message: as it was inserted.
    static func remove(_ message: Message, in tx: WriteTransaction) throws {
        guard message.deletedAt == nil else { return }
        try index.remove(message.number, scope: SearchRows.scope(message.workspaceId, isInTrash: false), words(of: message), in: tx)
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

    private static func words(of message: Message) -> [String?] {
        var places = [word(for: message.channelId)]
        if let author = message.author.personID { places.append(word(for: author)) }
        return [SearchWords.indexed(message.text), places.joined(separator: " ")]
    }

    private static func word(for channel: ID<Channel>) -> String { "\u{E002}" + compact(channel.description) }
    private static func word(for author: ID<Person>) -> String { "\u{E003}" + compact(author.description) }
    private static func compact(_ id: String) -> String { id.replacing("-", with: "") }
}
