import DataStore
import Identity
import Primitives

/// Reads with messages what hangs on them, and says them as HTML with the names of today.
struct MessageReader: Sendable {
    /// Leads whose names one page looks up; those beyond stay as they were written.
    private static let leadLimit = 500

    let links: AttachmentLinks

    func read(_ messages: [Message], for viewer: ID<Person>?, in tx: some SQLReading) throws -> [Message] {
        let live = messages.filter { $0.deletedAt == nil }
        let mentions = try MessagePartRows.mentions(of: live.filter { $0.text.contains("<@") }, tx)
        let attachments = try MessagePartRows.attachments(of: live, tx)
        let reactions = try MessagePartRows.reactions(of: live, for: viewer, tx)
        let markups = Dictionary(uniqueKeysWithValues: live.map { ($0.id, Markup($0.text)) })
        var names = MarkupHTML.Names()
        names.leads = try Self.leads(Set(markups.values.flatMap(\.leads)), of: messages.first?.workspaceId, tx)
        var read = messages.map { message in
            guard let markup = markups[message.id] else { return message }
            var message = message
            message.mentions = mentions[message.id] ?? []
            message.attachments = attachments[message.id] ?? []
            message.reactions = reactions[message.id] ?? []
            names.people = Dictionary(message.mentions.map { ($0.personID, $0.name) }) { first, _ in first }
            message.html = MarkupHTML.html(of: markup, names)
            return message
        }
        try links.sign(&read, in: tx)
        return read
    }

    func read(_ message: Message, for viewer: ID<Person>?, in tx: some SQLReading) throws -> Message {
        try read([message], for: viewer, in: tx)[0]
    }

    /// The words of a message on one line.
    func plain(_ message: Message, in tx: some SQLReading) throws -> String {
        let markup = Markup(message.text)
        let people = Dictionary(message.mentions.map { ($0.personID, $0.name) }) { first, _ in first }
        return markup.plain(
            MarkupHTML.Names(people: people, leads: try Self.leads(Set(markup.leads), of: message.workspaceId, tx)))
    }

    private static func leads(
        _ ids: Set<ID<Lead>>, of workspace: ID<Workspace>?, _ tx: some SQLReading
    ) throws -> [ID<Lead>: String] {
        guard let workspace, !ids.isEmpty else { return [:] }
        let asked = Array(ids.sorted().prefix(leadLimit))
        let places = asked.map { _ in "?" }.joined(separator: ", ")
        let rows = try tx.rows(
            "SELECT id, company FROM lead WHERE workspace_id = ? AND deleted_at IS NULL AND id IN (\(places))", [workspace] + asked)
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0["id"] as ID<Lead>, try $0["company"] as String) })
    }
}
