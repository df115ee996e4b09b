import DataStore
package import Identity
package import Primitives

extension Chat {
    /// Matches that one page looks at: those in the trash, or of another time, are left out of them.
    private static let lookedAt = 2_000

    /// The messages that have every word of the query, the newest first.
    ///
    /// - Throws: besides, `invalidRequest` for a cursor of no page of this search.
    package func search(
        _ search: MessageSearch, cursor: String?, limit: Int, for principal: Principal
    ) async throws -> Page<MessageHit> {
        try principal.require(.chatRead)
        let query = SearchQuery(search.text)
        let place = try cursor.map { try BoundCursor.place(in: $0, for: search) { Int64($0) } }
        guard !query.isEmpty else { return Page(items: [], next: nil) }
        return try await store.read { [self] tx in
            let numbers = MessageIndex.numbers(
                query, of: principal.workspaceID, channel: search.channel, author: search.author, beyond: place, limit: Self.lookedAt)
            let found = try MessageRows.list(numbers, where: Self.condition(search, in: principal.workspaceID), limit: limit + 1, in: tx)
            let read = try reader.read(Array(found.prefix(limit)), for: principal.personID, in: tx)
            let highlighter = Highlighter(query)
            var channels: [ID<Channel>: Channel] = [:]
            let hits = try read.compactMap { message -> MessageHit? in
                guard let channel = try channels[message.channelId] ?? ChannelRows.find(message.channelId, in: tx) else { return nil }
                channels[channel.id] = channel
                let excerpt = highlighter.excerpt(of: message.text)
                return MessageHit(message: message, channel: channel, excerpt: excerpt?.text ?? "", ranges: excerpt?.ranges ?? [])
            }
            var next = found.count > limit ? read.last?.number : nil
            // All that were looked at, and there may be more behind them.
            if next == nil, try tx.rows(numbers).count == Self.lookedAt {
                next = try tx.value("SELECT min(number) FROM (\(numbers.sql)) AS f", numbers.arguments)
            }
            return Page(items: hits, next: next.map { BoundCursor.text(of: "\($0)", for: search) })
        }
    }

    private static func condition(_ search: MessageSearch, in workspace: ID<Workspace>) -> SQLPart {
        var part = SQLPart(
            """
            m.workspace_id = ? AND m.deleted_at IS NULL AND EXISTS (
                SELECT 1 FROM channel AS c LEFT JOIN lead AS l ON l.id = c.lead_id LEFT JOIN project AS j ON j.id = c.project_id
                WHERE c.id = m.channel_id AND l.deleted_at IS NULL AND j.deleted_at IS NULL)
            """, [workspace])
        // The index may say of one that moved with its lead where it was before.
        if let channel = search.channel {
            part.sql += " AND m.channel_id = ?"
            part.arguments.append(channel)
        }
        if let from = search.from {
            part.sql += " AND m.created_at >= ?"
            part.arguments.append(from)
        }
        if let to = search.to {
            part.sql += " AND m.created_at < ?"
            part.arguments.append(to)
        }
        return part
    }
}
