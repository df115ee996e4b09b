import DataStore
import Identity
import Primitives
import Realtime

extension NotificationRows {
    /// Where a page ends: the list is in the order of what happened last.
    struct Place: Hashable {
        let updatedAt: Timestamp
        let id: ID<Notification>
    }

    /// The newest first, from below `place`.
    static func list(
        to person: ID<Person>, of workspace: ID<Workspace>, isUnread: Bool, before place: Place?, limit: Int, in tx: some SQLReading
    ) throws -> [Notification] {
        var (condition, arguments): (String, [any SQLConvertible]) = ("", [workspace, person])
        if isUnread { condition += " AND n.read_at IS NULL" }
        if let place {
            condition += " AND (n.updated_at, n.id) < (?, ?)"
            arguments += [place.updatedAt, place.id]
        }
        return try tx.rows(
            """
            SELECT \(columns) FROM \(source) WHERE n.workspace_id = ? AND n.person_id = ? AND n.is_shown = 1\(condition)
            ORDER BY n.updated_at DESC, n.id DESC LIMIT ?
            """, arguments + [limit]
        ).map(decode)
    }

    /// - Throws: what the store throws when an equal one is unread already, which the caller has made sure of.
    static func mark(_ id: ID<Notification>, readAt: Timestamp?, in tx: WriteTransaction) throws {
        try tx.execute("UPDATE notification SET read_at = ?, version = version + 1 WHERE id = ?", [readAt, id])
    }

    /// Marks all that happened up to `place` as read; answers how many were unread.
    static func markAll(
        to person: ID<Person>, of workspace: ID<Workspace>, upTo place: Place, readAt now: Timestamp, in tx: WriteTransaction
    ) throws -> Int {
        try tx.execute(
            """
            UPDATE notification SET read_at = ?, version = version + 1
            WHERE workspace_id = ? AND person_id = ? AND read_at IS NULL AND is_shown = 1 AND (updated_at, id) <= (?, ?)
            """, [now, workspace, person, place.updatedAt, place.id])
    }

    /// The unread mentions of a person in the messages of a channel up to one; of no more than they may have unread.
    static func mentions(
        in channel: ID<Channel>, upTo seq: Int64, to person: ID<Person>, of workspace: ID<Workspace>, in tx: some SQLReading
    ) throws -> [ID<Notification>] {
        try tx.rows(
            """
            SELECT n.id FROM notification AS n JOIN message AS m ON m.id = n.subject_id
            WHERE n.workspace_id = ? AND n.person_id = ? AND n.kind = ? AND n.read_at IS NULL AND m.channel_id = ? AND m.seq <= ?
            """, [workspace, person, NotificationKind.mention, channel, seq]
        ).map { try $0["id"] }
    }

    static func delete(_ id: ID<Notification>, in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM notification WHERE id = ?", [id])
    }

    /// Forgets up to `limit` that nothing happened to since `moment`, read or not; answers how many.
    static func prune(before moment: Timestamp, limit: Int, in tx: WriteTransaction) throws -> Int {
        try tx.execute(
            "DELETE FROM notification WHERE id IN (SELECT id FROM notification WHERE updated_at < ? ORDER BY updated_at LIMIT ?)",
            [moment, limit])
    }

    // MARK: Mail

    /// One that is to be mailed, with whom it is for; `nil` when it was read, mailed or deleted meanwhile.
    static func unmailed(
        _ id: ID<Notification>, in tx: some SQLReading
    ) throws -> (notification: Notification, person: ID<Person>, workspace: ID<Workspace>)? {
        try tx.row(
            "SELECT \(columns), n.person_id, n.workspace_id FROM \(source) WHERE n.id = ? AND n.read_at IS NULL AND n.mailed_at IS NULL",
            [id]
        ).map { (try decode($0), try $0["person_id"], try $0["workspace_id"]) }
    }

    /// The newest that are unread and not mailed, of these kinds.
    static func unmailed(
        _ kinds: [NotificationKind], to person: ID<Person>, of workspace: ID<Workspace>, limit: Int, in tx: some SQLReading
    ) throws -> [Notification] {
        guard !kinds.isEmpty else { return [] }
        let marks = kinds.map { _ in "?" }.joined(separator: ", ")
        return try tx.rows(
            """
            SELECT \(columns) FROM \(source)
            WHERE n.workspace_id = ? AND n.person_id = ? AND n.read_at IS NULL AND n.mailed_at IS NULL AND n.kind IN (\(marks))
            ORDER BY n.updated_at DESC, n.id DESC LIMIT ?
            """, [workspace, person] + kinds.map { $0 as any SQLConvertible } + [limit]
        ).map(decode)
    }

    /// What was mailed and is not for the page has done its work.
    static func mailed(_ ids: [ID<Notification>], at now: Timestamp, in tx: WriteTransaction) throws {
        for id in ids {
            try tx.execute("UPDATE notification SET mailed_at = ? WHERE id = ?", [now, id])
            try tx.execute("DELETE FROM notification WHERE id = ? AND is_shown = 0", [id])
        }
    }
}
