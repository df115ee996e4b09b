import Blobs
import DataStore
package import Identity
package import Primitives

extension Chat {
    /// Changes what a message says; what it said before is kept.
    ///
    /// Reactions and answers are no change of its text: an edit based on a version before them is taken.
    /// - Throws: besides, `invalidRequest`, `versionRequired`, `staleVersion`, `forbidden` for a message of another, `conflict` for one
    ///   that was deleted or changed ``MessageEdit/limit`` times.
    package func edit(
        _ id: ID<Message>, _ patch: MessagePatch, version: Int64?, by principal: Principal, trace: TraceID
    ) async throws -> Message {
        try principal.require(.chatWrite)
        return try await store.write { [self] tx in
            let (before, channel) = try changeable(id, for: principal, in: tx)
            guard before.author.isBehind(principal) else {
                throw Failure(.forbidden, "Only who wrote a message changes what it says.")
            }
            let isBasedOnText = version.map { (before.textVersion...before.version).contains($0) } ?? false
            try BaseVersion.require(isBasedOnText ? before.version : version, is: before.version, of: before, wanting: patch.wanted)
            let text = try patch.text(of: before)
            guard text != before.text else { return before }
            guard try MessagePartRows.countEdits(of: id, tx) < MessageEdit.limit else {
                throw Failure(.conflict, "This message was changed \(MessageEdit.limit) times, which is the most it can. Write another.")
            }
            let now = clock.now()
            try MessagePartRows.addEdit(before, isDeletion: false, by: MessageAuthor(principal), at: now, in: tx)
            try MessageIndex.remove(before, in: tx)
            var message = before
            message.text = text
            message.editedAt = now
            message.textVersion = before.version + 1
            try MessageIndex.insert(message, in: tx)
            let people = try Self.members(Markup(text).people, of: channel.workspaceId, tx)
            try MessagePartRows.removeMentions(otherThan: people, of: id, in: tx)
            try MessagePartRows.addMentions(people, to: message, in: tx)
            let read = try write(message, in: channel, by: principal, trace, tx)
            let known = Set(before.mentions.map(\.personID))
            try notify(
                of: read, naming: people.filter { !known.contains($0) }, answering: nil, in: channel, by: principal, trace: trace, tx)
            return read
        }
    }

    /// Takes away what a message says, with its files, reactions and mentions; that there was one stays to be seen.
    ///
    /// - Throws: besides, `forbidden` unless it is one's own or channels may be managed.
    package func delete(_ id: ID<Message>, by principal: Principal, trace: TraceID) async throws {
        try principal.require(.chatWrite)
        try await store.write { [self] tx in
            let found = try find(id, for: principal, in: tx)
            guard found.author.isBehind(principal) || principal.may(.channelsManage) else {
                throw Failure(.forbidden, "Only who wrote a message, and the admins of the workspace, delete it.")
            }
            guard found.deletedAt == nil else { return }
            let (before, channel) = try changeable(id, for: principal, in: tx)
            let now = clock.now()
            try MessagePartRows.addEdit(before, isDeletion: true, by: MessageAuthor(principal), at: now, in: tx)
            try MessageIndex.remove(before, in: tx)
            try Buckets.trash(
                before.attachments.map(\.key), in: ChatFiles.bucket, of: ID(of: channel.workspaceId),
                by: principal.personID?.description, at: now, in: tx)
            try MessagePartRows.clear(id, in: tx)
            var message = before
            message.text = ""
            message.html = ""
            (message.mentions, message.attachments, message.reactions) = ([], [], [])
            message.deletedAt = now
            message.textVersion = before.version + 1
            try write(message, in: channel, by: principal, trace, tx)
        }
    }

    /// What a message said before, the newest first.
    ///
    /// - Throws: besides, `forbidden` unless it is one's own or channels may be managed.
    package func history(of id: ID<Message>, for principal: Principal) async throws -> [MessageEdit] {
        try principal.require(.chatRead)
        return try await store.read { [self] tx in
            let message = try find(id, for: principal, in: tx)
            guard message.author.isBehind(principal) || principal.may(.channelsManage) else {
                throw Failure(.forbidden, "Only who wrote a message, and the admins of the workspace, see what it said before.")
            }
            return try MessagePartRows.edits(of: id, tx)
        }
    }

    /// Puts an emoji to a message, or takes it back; doing so twice changes nothing.
    ///
    /// - Throws: besides, `conflict` at ``MessageReaction/kindLimit``, or for a message that was deleted.
    package func react(
        _ emoji: Emoji, _ isWanted: Bool, to id: ID<Message>, by principal: Principal, trace: TraceID
    ) async throws -> Message {
        try principal.require(.chatWrite)
        let person = try Self.requirePerson(principal)
        return try await store.write { [self] tx in
            let (message, channel) = try changeable(id, for: principal, in: tx)
            let known = message.reactions.first { $0.emoji == emoji }
            guard (known?.isMine ?? false) != isWanted else { return message }
            if isWanted {
                guard known != nil || message.reactions.count < MessageReaction.kindLimit else {
                    throw Failure(.conflict, "This message has \(MessageReaction.kindLimit) different reactions, which is the most it can.")
                }
                try MessagePartRows.react(emoji, to: id, by: person, at: clock.now(), tx)
            } else {
                guard try MessagePartRows.takeBack(emoji, of: id, by: person, tx) else { return message }
            }
            return try write(message, in: channel, by: principal, trace, tx)
        }
    }
}
