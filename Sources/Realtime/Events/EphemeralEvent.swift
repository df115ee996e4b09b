import NIOCore
import Primitives

/// An event that a client asks the node to tell a room of; who sent it is the node's word, whatever the client wrote.
struct EphemeralEvent {
    let type: EventType
    let room: Room
    let grant: Admission.Grant
    /// A membership, whose events go on, or a message of its own.
    let entityID: ID<Subject>
    let traceID: TraceID
    /// The client's payload, for the types that leave it to them.
    let payload: JSONSlice

    /// The payload of the broadcast.
    ///
    /// - Parameter version: above that of every such event before, so that nobody takes it for old news.
    func broadcast(version: Int64, at moment: Timestamp) -> ByteBuffer {
        EventEnvelope(
            type, traceID: traceID, actorID: grant.bearer.personID, workspaceID: grant.workspaceID, entityID: entityID,
            entityVersion: version, payload: isTyping ? typing : JSONText(stored: String(buffer: payload.bytes)), emittedAt: moment
        ).ephemeralBroadcast
    }

    private var isTyping: Bool { type == .typingStart || type == .typingStop }

    private var typing: JSONText {
        var json = JSONWriter()
        json.object { json in
            json.member("scope", room.description)
            json.member("channelId", room.kind == .channel ? room.id : nil)
            json.member("userId", grant.bearer.personID)
            json.member("name", grant.name)
        }
        return JSONText(json)
    }
}
