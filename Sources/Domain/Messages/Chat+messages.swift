import Blobs
import DataStore
package import Identity
package import Primitives
import Realtime

extension Chat {
    /// Messages of a channel in their order.
    package func messages(
        of id: ID<Channel>, _ place: MessageWindow.Place, limit: Int, for principal: Principal
    ) async throws -> MessageWindow {
        try principal.require(.chatRead)
        return try await store.read { [self] tx in
            let channel = try find(id, for: principal, in: tx)
            let last = channel.messages
            // Numbers have no gaps: where a window begins needs no looking.
            let first =
                switch place {
                case .newest: last - Int64(limit) + 1
                case .before(let seq): min(seq, last + 1) - Int64(limit)
                case .after(let seq): max(seq, 0) + 1
                case .around(let seq): min(max(seq, 1), last) - Int64(limit / 2)
                }
            var count = Int64(limit)
            if case .before(let seq) = place { count = min(count, max(seq, 1) - max(first, 1)) }
            let found = count > 0 ? try MessageRows.list(of: id, from: max(first, 1), limit: Int(count), in: tx) : []
            return MessageWindow(
                messages: try reader.read(found, for: principal.personID, in: tx), hasBefore: (found.first?.seq ?? max(first, 1)) > 1,
                hasAfter: (found.last?.seq ?? max(first, 1) - 1) < last,
                standing: try ChannelReaderRows.standing(of: principal.personID, in: channel, tx), cursor: try events.log.cursor(in: tx))
        }
    }

    package func message(_ id: ID<Message>, for principal: Principal) async throws -> Message {
        try principal.require(.chatRead)
        return try await store.read { [self] tx in
            try reader.read(try find(id, for: principal, in: tx), for: principal.personID, in: tx)
        }
    }

    /// The thread that a message is in, its answers after `seq`.
    package func thread(of id: ID<Message>, after seq: Int64, limit: Int, for principal: Principal) async throws -> MessageThread {
        try principal.require(.chatRead)
        return try await store.read { [self] tx in
            var first = try find(id, for: principal, in: tx)
            if let parent = first.parentId { first = try find(parent, for: principal, in: tx) }
            let replies = try MessageRows.replies(to: first.id, after: seq, limit: limit + 1, in: tx)
            let read = try reader.read([first] + replies.prefix(limit), for: principal.personID, in: tx)
            return MessageThread(first: read[0], replies: Array(read.dropFirst()), hasAfter: replies.count > limit)
        }
    }

    /// Where a file for a message of the channel is to be put; it belongs to whoever asks, and is named by its key in the message.
    ///
    /// - Throws: besides, `invalidRequest`, `storageFull`.
    package func prepareUpload(_ draft: UploadDraft, to id: ID<Channel>, by principal: Principal) async throws -> PreparedUpload {
        try principal.require(.chatWrite)
        let file = try draft.accepted()
        let space = ID<BlobSpace>(of: principal.workspaceID)
        try await store.read { [self] tx in try Self.requireOpen(try find(id, for: principal, in: tx)) }
        let key = ChatFiles.key(for: file.name, in: id, ID(at: clock.now()))
        do {
            let bucket = try await buckets.bucket(ChatFiles.bucket, in: space)
            _ = try await buckets.admit(key, contentType: file.contentType, byteCount: file.size, into: bucket, .refuse)
            return links.upload(to: key, in: bucket, owner: principal.personID?.description)
        } catch let refusal as StorageRefusal {
            throw UploadDraft.failure(for: refusal)
        }
    }
}
