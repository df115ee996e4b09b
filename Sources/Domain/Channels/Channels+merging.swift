import Blobs
import DataStore
import Identity
import Primitives

extension Channels {
    /// Puts what was said of one lead behind what was said of the other, with files and read markers. Part of merging leads.
    ///
    /// Numbers of the channel that stays stay, so that nobody who has it open has to read it anew.
    static func merge(
        _ from: Lead, into: Lead, _ events: ChatEvents, by actor: ID<Person>?, trace: TraceID, in tx: WriteTransaction
    ) throws {
        let (old, new) = (ID<Channel>(high: from.id.high, low: from.id.low), ID<Channel>(high: into.id.high, low: into.id.low))
        guard let leaving = try ChannelRows.find(old, in: tx), let found = try find(new, in: tx) else { return }
        let staying = try keep(found, in: tx)
        try MessageIndex.note(movedFrom: old, in: tx)
        try MessageRows.move(from: old, behind: staying.messages, of: new, in: tx)
        try Buckets.moveFolder(
            old.description, to: new.description, in: ChatFiles.bucket, of: ID(of: from.workspaceId), at: events.clock.now(), in: tx)
        try MessagePartRows.moveAttachments(to: new, in: tx)
        try ChannelReaderRows.merge(old, ending: leaving.messages, into: new, ending: staying.messages, tx)
        let last = [leaving.lastMessageAt, staying.lastMessageAt].compactMap { $0 }.max()
        try ChannelRows.setLast(staying.messages + leaving.messages, at: last, of: new, in: tx)
        try tx.execute("UPDATE notification SET lead_id = ? WHERE lead_id = ? AND subject_kind = 'message'", [into.id, from.id])
        try tx.execute("DELETE FROM channel WHERE id = ?", [old])
        guard leaving.messages > 0, var merged = try ChannelRows.find(new, in: tx) else { return }
        merged.version += 1
        merged.updatedAt = events.clock.now()
        try ChannelRows.update(merged, in: tx)
        try events.updated(merged, by: actor, trace: trace, tx)
    }
}
