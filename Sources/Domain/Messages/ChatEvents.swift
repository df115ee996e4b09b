import DataStore
import Identity
import Primitives
import Realtime

/// What the rooms hear of channels and messages.
struct ChatEvents: Sendable {
    let log: EventLog
    let clock: WallClock

    /// `chat.message.new`.
    func sent(_ message: Message, in channel: Channel, by actor: ID<Person>?, trace: TraceID, _ tx: WriteTransaction) throws {
        try tell(.chatMessageNew, message, in: channel, by: actor, trace, tx)
    }

    /// `chat.message.updated`: edited, deleted, answered, or reacted to.
    func updated(_ message: Message, in channel: Channel, by actor: ID<Person>?, trace: TraceID, _ tx: WriteTransaction) throws {
        try tell(.chatMessageUpdated, message, in: channel, by: actor, trace, tx)
    }

    /// `channel.updated`: the channel as it is for everybody.
    func updated(_ channel: Channel, by actor: ID<Person>?, trace: TraceID, _ tx: WriteTransaction) throws {
        var channel = channel
        channel.standing = nil
        var payload = JSONWriter()
        payload.object { json in
            json.member("channelId", channel.id)
            json.member("channel", channel)
            json.member("version", channel.version)
            json.member("updatedAt", channel.updatedAt)
        }
        try log.append(
            EventEnvelope(
                .channelUpdated, traceID: trace, actorID: actor.map { ID<Subject>($0) }, workspaceID: channel.workspaceId,
                entityID: channel.id, entityVersion: channel.version, payload: JSONText(payload), emittedAt: clock.now()),
            rooms: [.channel(channel.id), .workspace(channel.workspaceId)], in: tx)
    }

    /// `chat.read`, for the other devices of whoever read.
    func read(_ marker: ReadMarker, by person: ID<Person>, in workspace: ID<Workspace>, trace: TraceID, _ tx: WriteTransaction) throws {
        guard let inbox = try Members.inbox(of: person, in: workspace, tx) else { return }
        try log.append(
            EventEnvelope(
                .chatRead, traceID: trace, actorID: ID<Subject>(person), workspaceID: workspace, entityID: inbox,
                entityVersion: try Members.touch(inbox, in: tx), payload: Self.payload(of: marker), emittedAt: clock.now()),
            rooms: [.inbox(inbox)], in: tx)
    }

    private func tell(
        _ type: EventType, _ message: Message, in channel: Channel, by actor: ID<Person>?, _ trace: TraceID, _ tx: WriteTransaction
    ) throws {
        var payload = Self.payload(of: message, in: channel, isWhole: true)
        // A long one in letters of four bytes, all of them marked: whoever hears it asks for it.
        if payload.bytes.count > EventLog.payloadLimit { payload = Self.payload(of: message, in: channel, isWhole: false) }
        var rooms: [Room] = [.channel(channel.id), .workspace(channel.workspaceId)]
        if let lead = channel.leadId { rooms.append(.lead(lead)) }
        try log.append(
            EventEnvelope(
                type, traceID: trace, actorID: actor.map { ID<Subject>($0) }, workspaceID: channel.workspaceId, entityID: message.id,
                entityVersion: message.version, payload: JSONText(payload), emittedAt: clock.now()), rooms: rooms, in: tx)
    }

    private static func payload(of marker: ReadMarker) -> JSONText {
        var payload = JSONWriter()
        marker.write(to: &payload)
        return JSONText(payload)
    }

    private static func payload(of message: Message, in channel: Channel, isWhole: Bool) -> JSONWriter {
        var payload = JSONWriter(capacity: 1_024 + message.text.utf8.count * 3)
        payload.object { json in
            json.member("channelId", channel.id)
            json.member("messageId", message.id)
            json.member("seq", message.seq)
            json.member("leadId", channel.leadId)
            json.member("message", isWhole ? message.forEveryone : nil)
            json.member("version", message.version)
            json.member("createdAt", message.createdAt)
            json.member("updatedAt", message.updatedAt)
        }
        return payload
    }
}

extension Message {
    /// Without what is one reader's own, and without links, which end before the event does.
    fileprivate var forEveryone: Message {
        var message = self
        message.reactions = reactions.map { MessageReaction(emoji: $0.emoji, count: $0.count, isMine: nil, people: $0.people) }
        message.attachments = attachments.map { attachment in
            var attachment = attachment
            attachment.url = nil
            return attachment
        }
        return message
    }
}
