import DataStore
import Identity
import Primitives
import Realtime

/// What a person's devices hear of their inbox when something in it was read.
struct InboxEvents: Sendable {
    let log: EventLog
    let clock: WallClock

    /// `notification.read`.
    func marked(
        _ owner: Inboxes.Owner, ids: [ID<Notification>] = [], upTo: ID<Notification>? = nil, readAt: Timestamp?, isDeleted: Bool = false,
        trace: TraceID, in tx: WriteTransaction
    ) throws {
        guard let inbox = try Members.inbox(of: owner.person, in: owner.workspace, tx) else { return }
        let version = try Members.touch(inbox, in: tx)
        let unread = try NotificationRows.unreadCount(to: owner.person, of: owner.workspace, in: tx)
        var payload = JSONWriter()
        payload.object { json in
            json.member("ids", array: ids)
            json.member("upTo", upTo)
            json.member("readAt", readAt)
            json.member("deleted", isDeleted)
            json.member("unread", unread)
        }
        try log.append(
            EventEnvelope(
                .notificationRead, traceID: trace, actorID: ID<Subject>(owner.person), workspaceID: owner.workspace, entityID: inbox,
                entityVersion: version, payload: JSONText(payload), emittedAt: clock.now()),
            rooms: [.inbox(inbox)], in: tx)
    }

    /// Marks as read where a person was mentioned in a channel up to a message, for they have read it there.
    func readMentions(
        in channel: ID<Channel>, upTo seq: Int64, by owner: Inboxes.Owner, trace: TraceID, in tx: WriteTransaction
    ) throws {
        let now = clock.now()
        let ids = try NotificationRows.mentions(in: channel, upTo: seq, to: owner.person, of: owner.workspace, in: tx)
        guard !ids.isEmpty else { return }
        for id in ids { try NotificationRows.mark(id, readAt: now, in: tx) }
        try marked(owner, ids: ids, readAt: now, trace: trace, in: tx)
    }
}
