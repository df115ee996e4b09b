import Blobs
import DataStore
import Identity
import Primitives
import Realtime

extension Erasure {
    /// Messages that one write changes.
    private static let stepLimit = 100

    /// Replaces the texts wherever the workspace's messages say them, or said them before; answers how many messages and events changed.
    func eraseFromMessages(_ terms: [String], of workspace: ID<Workspace>) async throws -> ErasureCounts {
        let erased = ErasedText(terms)
        guard !erased.terms.isEmpty else { return ErasureCounts() }
        let found = try await store.read { try ErasureRows.messages(with: erased.terms, of: workspace, in: $0) }
        var counts = ErasureCounts()
        for start in stride(from: 0, to: found.count, by: Self.stepLimit) {
            try Task.checkCancellation()
            let step = Array(found[start...].prefix(Self.stepLimit))
            counts += try await store.write { [self] tx in
                var counts = ErasureCounts()
                for id in step {
                    guard let message = try MessageRows.find(id, of: workspace, in: tx) else { continue }
                    try replace(erased, in: message, tx)
                    counts.messages += 1
                    counts.events += try ErasureRows.removeEvents(about: message, in: tx)
                }
                return counts
            }
        }
        return counts
    }

    /// The same in the channel of one lead, for texts that name somebody only there.
    func replaceMessages(_ erased: ErasedText, of lead: Lead, _ tx: WriteTransaction) throws -> Int {
        let channel = ID<Channel>(high: lead.id.high, low: lead.id.low)
        var count = 0
        for id in try ErasureRows.messages(of: channel, in: tx) {
            guard let message = try MessageRows.find(id, of: lead.workspaceId, in: tx), try replace(erased, in: message, tx) else {
                continue
            }
            count += 1
        }
        return count
    }

    @discardableResult
    private func replace(_ erased: ErasedText, in message: Message, _ tx: WriteTransaction) throws -> Bool {
        var isChanged = false
        for edit in try MessagePartRows.edits(of: message.id, tx) where erased.isIn(edit.text) {
            try tx.execute(
                "UPDATE message_edit SET text = ? WHERE message_id = ? AND version = ?",
                [erased.replacing(in: edit.text), message.id, edit.version])
            isChanged = true
        }
        let isRenamed = try rename(erased, filesOf: message, tx)
        guard isRenamed || erased.isIn(message.text) else { return isChanged }
        var changed = message
        changed.version += 1
        if erased.isIn(message.text) {
            changed.text = erased.replacing(in: message.text)
            changed.textVersion = changed.version
        }
        changed.updatedAt = clock.now()
        try MessageIndex.remove(message, in: tx)
        try MessageRows.update(changed, in: tx)
        try MessageIndex.insert(changed, in: tx)
        leads.changes.record(.update, changed, of: Message.changes, in: message.workspaceId, tx)
        return true
    }
}

extension Erasure {
    /// A file is called by its key, too; its bytes are not looked into.
    private func rename(_ erased: ErasedText, filesOf message: Message, _ tx: WriteTransaction) throws -> Bool {
        var isChanged = false
        for row in try tx.rows("SELECT id, object_key, name FROM message_attachment WHERE message_id = ?", [message.id]) {
            let (old, name): (ObjectKey, String) = (try row["object_key"], try row["name"])
            let parts = old.description.split(separator: "/", maxSplits: 2)
            guard erased.isIn(name), parts.count == 3, let file = ID<MessageAttachment>(String(parts[1])) else { continue }
            let key = ChatFiles.key(for: erased.replacing(in: name), in: message.channelId, file)
            try Buckets.rename(old, to: key, in: ChatFiles.bucket, of: ID(of: message.workspaceId), at: clock.now(), in: tx)
            let id: ID<MessageAttachment> = try row["id"]
            try tx.execute("UPDATE message_attachment SET object_key = ?, name = ? WHERE id = ?", [key, key.name, id])
            isChanged = true
        }
        return isChanged
    }
}

extension ErasureRows {
    /// The messages of a workspace that say one of the texts, said it before, or bear a file that is called so.
    static func messages(with terms: [String], of workspace: ID<Workspace>, in tx: some SQLReading) throws -> [ID<Message>] {
        var found: Set<ID<Message>> = []
        for term in terms {
            for row in try tx.rows(
                """
                SELECT id FROM message WHERE workspace_id = ? AND instr(lower(text), lower(?)) > 0
                UNION
                SELECT m.id FROM message_edit AS e JOIN message AS m ON m.id = e.message_id
                WHERE m.workspace_id = ? AND instr(lower(e.text), lower(?)) > 0
                UNION
                SELECT m.id FROM message_attachment AS a JOIN message AS m ON m.id = a.message_id
                WHERE m.workspace_id = ? AND instr(lower(a.name), lower(?)) > 0
                """, [workspace, term, workspace, term, workspace, term])
            { found.insert(try row["id"]) }
        }
        return found.sorted()
    }

    static func messages(of channel: ID<Channel>, in tx: some SQLReading) throws -> [ID<Message>] {
        try tx.rows("SELECT id FROM message WHERE channel_id = ? ORDER BY seq", [channel]).map { try $0["id"] }
    }

    static func countMessages(of lead: ID<Lead>, in tx: some SQLReading) throws -> Int {
        try tx.value("SELECT count(*) FROM message WHERE channel_id = ?", [lead]) ?? 0
    }

    /// Removes what the log holds of one message; answers how many events.
    static func removeEvents(about message: Message, in tx: WriteTransaction) throws -> Int {
        let events = try tx.rows(
            """
            SELECT e.seq, e.rooms FROM event_room AS r JOIN event AS e ON e.seq = r.seq
            WHERE r.room = ? AND e.entity_id = ? ORDER BY r.seq
            """, [Room.channel(message.channelId), message.id])
        let head: Int64? = try tx.value("SELECT max(seq) FROM event")
        for event in events {
            let seq: Int64 = try event["seq"]
            try WorkspaceRemoval.removeEvent(seq, rooms: try event["rooms"], isHead: seq == head, tx)
        }
        return events.count
    }
}
