import Blobs
import DataStore
package import Identity
package import Primitives
import Realtime

extension Chat {
    /// People of a thread who hear of a new answer.
    private static let threadPeopleLimit = 200

    /// A message, and whether it was not there before.
    package struct Sent: Sendable {
        package let message: Message
        package let isNew: Bool
    }

    /// Says something in a channel, once however often it is sent: the same client id by the same author is the same message.
    ///
    /// Whoever had read everything before has also read what they say themselves.
    /// - Throws: besides, `invalidRequest`, `messageConflict` for a client id that was used for something else, `conflict` for a channel
    ///   that is archived or in the trash.
    package func send(_ draft: MessageDraft, to id: ID<Channel>, by principal: Principal, trace: TraceID) async throws -> Sent {
        try principal.require(.chatWrite)
        let accepted = try draft.accepted()
        let markup = Markup(accepted.text)
        return try await store.write { [self] tx in
            let found = try find(id, for: principal, in: tx)
            let sender = principal.personID?.description ?? "key"
            if let sent = try MessageRows.find(sent: accepted.clientID, by: sender, to: id, in: tx) {
                guard sent.fingerprint == accepted.fingerprint else {
                    throw Failure(
                        .messageConflict, "Another message was sent under this client id. Give each message an id of its own.",
                        fields: [FieldFault("/clientId", "A new UUID for a new message.")])
                }
                let message = try find(sent.id, for: principal, in: tx)
                return Sent(message: try reader.read(message, for: principal.personID, in: tx), isNew: false)
            }
            try Self.requireOpen(found)
            let channel = try Channels.keep(found, in: tx)
            let parent = try accepted.parentID.map { try root(of: $0, in: channel, tx) }
            let files = try self.files(accepted.attachments, for: channel, by: principal, tx)
            let message = try insert(accepted, replyingTo: parent, in: channel, by: principal, sender: sender, tx)
            let people = try Self.members(markup.people, of: channel.workspaceId, tx)
            try MessagePartRows.addMentions(people, to: message, in: tx)
            try MessagePartRows.addAttachments(files, to: message, in: tx)
            try keepUp(principal, with: message, in: channel, tx)
            let read = try reader.read(message, for: principal.personID, in: tx)
            try events.sent(read, in: channel, by: principal.personID, trace: trace, tx)
            changes.record(.insert, read, of: Message.changes, in: channel.workspaceId, tx)
            if let parent { try count(read, asAnswerTo: parent, in: channel, by: principal, trace, tx) }
            try notify(of: read, naming: people, answering: parent, in: channel, by: principal, trace: trace, tx)
            return Sent(message: read, isNew: true)
        }
    }

    private func insert(
        _ accepted: MessageDraft.Accepted, replyingTo parent: Message?, in channel: Channel, by principal: Principal, sender: String,
        _ tx: WriteTransaction
    ) throws -> Message {
        let now = clock.now()
        func message(numbered number: Int64) -> Message {
            Message(
                number: number, id: id, workspaceId: channel.workspaceId, channelId: channel.id, seq: channel.messages + 1,
                clientId: accepted.clientID, parentId: parent?.id, author: MessageAuthor(principal), text: accepted.text, replies: 0,
                version: 1, textVersion: 1, createdAt: now, updatedAt: now)
        }
        let id = ID<Message>(at: now)
        let number = try MessageRows.insert(message(numbered: 0), sender: sender, fingerprint: accepted.fingerprint, in: tx)
        let inserted = message(numbered: number)
        try MessageIndex.insert(inserted, in: tx)
        try ChannelRows.setLast(inserted.seq, at: now, of: channel.id, in: tx)
        return inserted
    }

    /// The first message of the thread that an answer to `id` is part of.
    private func root(of id: ID<Message>, in channel: Channel, _ tx: some SQLReading) throws -> Message {
        guard let message = try MessageRows.find(id, of: channel.workspaceId, in: tx), message.channelId == channel.id else {
            throw Failure(
                .invalidRequest, "The message was not sent.", fields: [FieldFault("/parentId", "This channel has no such message.")])
        }
        guard let parent = message.parentId else { return message }
        return try MessageRows.find(parent, of: channel.workspaceId, in: tx) ?? message
    }

    /// The uploaded files under `keys`, which are the caller's own and in no message yet.
    private func files(
        _ keys: [ObjectKey], for channel: Channel, by principal: Principal, _ tx: some SQLReading
    ) throws -> [BucketObject] {
        try keys.enumerated().map { place, key in
            let object =
                ChatFiles.channel(of: key) == channel.id
                ? try Buckets.object(key, in: ChatFiles.bucket, of: ID(of: channel.workspaceId), tx) : nil
            guard let object, object.owner == principal.personID?.description, try !MessagePartRows.isAttached(object.id, tx) else {
                throw Failure(
                    .invalidRequest, "The message was not sent.",
                    fields: [FieldFault("/attachments/\(place)", "You have put no such file up for this channel, or it was sent already.")])
            }
            return object
        }
    }

    /// Whoever had read all that came before has read their own words, too.
    private func keepUp(_ principal: Principal, with message: Message, in channel: Channel, _ tx: WriteTransaction) throws {
        guard message.author.kind == .person, let person = principal.personID else { return }
        let before = try ChannelReaderRows.standing(of: person, in: channel, tx)
        if before.readSeq == channel.messages { try ChannelReaderRows.set(message.seq, of: person, in: channel.id, tx) }
    }

    private func count(
        _ answer: Message, asAnswerTo parent: Message, in channel: Channel, by principal: Principal, _ trace: TraceID,
        _ tx: WriteTransaction
    ) throws {
        var parent = parent
        parent.replies += 1
        parent.lastReplyAt = answer.createdAt
        try write(parent, in: channel, by: principal, trace, tx)
    }

    /// Writes a message that was changed, with its next version, and tells who listens.
    @discardableResult
    func write(
        _ changed: Message, in channel: Channel, by principal: Principal, _ trace: TraceID, _ tx: WriteTransaction
    ) throws -> Message {
        var message = changed
        message.version += 1
        message.updatedAt = clock.now()
        try MessageRows.update(message, in: tx)
        let read = try reader.read(message, for: principal.personID, in: tx)
        try events.updated(read, in: channel, by: principal.personID, trace: trace, tx)
        changes.record(.update, read, of: Message.changes, in: channel.workspaceId, tx)
        return read
    }

    /// Those of `people` who belong to the workspace.
    static func members(_ people: [ID<Person>], of workspace: ID<Workspace>, _ tx: some SQLReading) throws -> [ID<Person>] {
        try people.filter { try Members.role(of: $0, in: workspace, tx) != nil }
    }

    /// Who is named, and who takes part in the thread, hears of it, also of a channel that they muted; a mention is not told as an answer too.
    ///
    /// What the message says is not copied there: it stays in one place, where it can be changed and deleted.
    func notify(
        of message: Message, naming people: [ID<Person>], answering parent: Message?, in channel: Channel, by principal: Principal,
        trace: TraceID, _ tx: WriteTransaction
    ) throws {
        let data: JSONValue = [
            "channelId": .string(channel.id.description), "channelName": .string(channel.name),
            "messageId": .string(message.id.description),
            "seq": .integer(message.seq),
        ]
        func tell(_ kind: NotificationKind, _ person: ID<Person>, of subject: ID<Message>) throws {
            try notifications.add(
                kind, to: person, of: channel.workspaceId,
                subject: NotificationSubject(.message, subject, lead: channel.leadId, title: channel.name), data: data,
                by: ChangeActor(principal), trace: trace, in: tx)
        }
        for person in people { try tell(.mention, person, of: message.id) }
        guard let parent else { return }
        // Answers in one thread are one line until it is read.
        let answering = try MessageRows.people(inThreadOf: parent.id, limit: Self.threadPeopleLimit, in: tx)
        let asking = parent.author.kind == .person ? parent.author.personID : nil
        for person in Set(answering + [asking].compactMap { $0 }).subtracting(people).sorted() {
            try tell(.reply, person, of: parent.id)
        }
    }
}
