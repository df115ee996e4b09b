import NIOCore
import Primitives

extension DirectBroadcast {
    /// What the subscribers get: in a room, registered types as envelopes of the node and all else with who sent it; elsewhere as it came.
    ///
    /// - Parameter version: above that of every envelope before, so that nobody takes it for old news.
    func content(
        from sender: DirectSender, in workspaceID: ID<Subject>, version: Int64, at now: Timestamp
    ) throws(DirectRefusal)
        -> Broadcast.Content
    {
        guard let room else { return try message(metadata: nil) }
        guard let type = EventType(spelled: event) else { return try message(metadata: Self.metadata(sender)) }
        guard case .object(let object) = payload else { throw .notAnObject }
        let envelope = EventEnvelope(
            // Without a socket there is no membership that could go on: each message is its own.
            type, traceID: sender.traceID, actorID: sender.actorID, workspaceID: workspaceID, entityID: ID<Subject>(at: now),
            entityVersion: version, payload: try Self.payload(of: type, object, from: sender, in: room), emittedAt: now)
        var body = ByteBuffer()
        envelope.write(to: &body)
        return try Self.text(type.rawValue, payload: body, metadata: nil)
    }

    private static func payload(
        of type: EventType, _ object: JSONSlice, from sender: DirectSender, in room: Room
    ) throws(DirectRefusal)
        -> JSONText
    {
        switch type {
        case .cursorMoved, .notice: return JSONText(stored: String(buffer: object.bytes))
        case .typingStart, .typingStop:
            guard let actorID = sender.actorID else { throw .reservedEvent }
            var json = JSONWriter()
            json.object { json in
                json.member("scope", room.description)
                json.member("channelId", room.kind == .channel ? room.id : nil)
                json.member("userId", actorID)
                json.member("name", sender.name)
            }
            return JSONText(json)
        case .leadUpdated, .leadJobStatus, .pipelineMoved, .chatMessageNew, .presenceUpdate: throw .reservedEvent
        }
    }

    private func message(metadata: JSONSlice?) throws(DirectRefusal) -> Broadcast.Content {
        switch payload {
        case .object(let object): try Self.text(event, payload: object.bytes, metadata: metadata)
        case .raw(let bytes): .user(UserBroadcast(event: event, metadata: metadata, encoding: .raw, payload: bytes))
        }
    }

    /// As text for both versions: not every client of vsn 2.0.0 reads binary frames.
    private static func text(_ event: String, payload: ByteBuffer, metadata: JSONSlice?) throws(DirectRefusal) -> Broadcast.Content {
        let object = PhoenixCodec.object(UserBroadcast(event: event, metadata: metadata, encoding: .json, payload: payload))
        // None only when the payload is as deep as a value may be, and the object around it is one too many.
        guard let slice = JSONSlice(object) else { throw .notAnObject }
        return .relayed(slice)
    }

    private static func metadata(_ sender: DirectSender) -> JSONSlice? {
        sender.actorID.flatMap { JSONSlice(ByteBuffer(string: "{\"actorId\":\"\($0)\"}")) }
    }
}
