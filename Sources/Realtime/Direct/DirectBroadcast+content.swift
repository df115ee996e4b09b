import NIOCore
import Primitives

extension DirectBroadcast {
    /// What the subscribers get: in a room, registered types as envelopes of the node and all else with who sent it; elsewhere as it came.
    ///
    /// - Parameter version: above that of every envelope before, so that nobody takes it for old news.
    func content(
        by grant: Admission.Grant, traceID: TraceID, version: Int64, at now: Timestamp
    ) throws(DirectRefusal) -> Broadcast.Content {
        guard let room else { return try message(metadata: nil) }
        guard let type = EventType(spelled: event) else {
            return try message(metadata: grant.bearer.personID.flatMap { JSONSlice(ByteBuffer(string: "{\"actorId\":\"\($0)\"}")) })
        }
        // Typing ends with the membership in which it began, and here there is none.
        guard type != .typingStart, type != .typingStop else { throw .reservedEvent }
        guard case .object(let object) = payload else { throw .notAnObject }
        let event = EphemeralEvent(type: type, room: room, grant: grant, entityID: ID(at: now), traceID: traceID, payload: object)
        return .broadcast(event.broadcast(version: version, at: now))
    }

    private func message(metadata: JSONSlice?) throws(DirectRefusal) -> Broadcast.Content {
        switch payload {
        case .object(let object):
            // As text for both versions: not every client of vsn 2.0.0 reads binary frames.
            let text = PhoenixCodec.object(UserBroadcast(event: event, metadata: metadata, encoding: .json, payload: object.bytes))
            // None only when the payload is as deep as a value may be, and the object around it is one too many.
            guard JSONSlice(text) != nil else { throw .notAnObject }
            return .broadcast(text)
        case .raw(let bytes): return .user(UserBroadcast(event: event, metadata: metadata, encoding: .raw, payload: bytes))
        }
    }
}
