package import NIOCore
package import Primitives

/// An event that is in the log; `seq` is its place in the order of commits.
package struct StoredEvent: Sendable {
    package let seq: Int64
    package let id: ID<StoredEvent>
    package let epoch: String
    package let envelope: EventEnvelope

    package var cursor: EventCursor { EventCursor(epoch: epoch, seq: seq) }

    /// Writes the payload of the broadcast that carries the event.
    package func writeBroadcast(to buffer: inout ByteBuffer, replayed: Bool) {
        buffer.writeString("{\"type\":\"broadcast\",\"event\":")
        buffer.writeJSONString(envelope.type)
        buffer.writeString(",\"payload\":")
        envelope.write(to: &buffer)
        buffer.writeString(",\"meta\":{\"id\":\"")
        buffer.writeString(id.description)
        buffer.writeString("\",\"seq\":")
        buffer.writeString(String(seq))
        buffer.writeString(",\"epoch\":")
        buffer.writeJSONString(epoch)
        buffer.writeString(replayed ? ",\"replayed\":true}}" : "}}")
    }

    package static var sample: StoredEvent {
        let subject = ID<Subject>()
        return StoredEvent(
            seq: 4_711, id: ID(), epoch: EventCursor.sample.epoch,
            envelope: EventEnvelope(
                .leadUpdated, traceID: .sample, actorID: subject, workspaceID: subject, entityID: subject, entityVersion: 7,
                payload: JSONText(stored: "{}"), emittedAt: .now()))
    }

    /// About how many bytes the broadcast takes, so that its buffer is made once.
    var broadcastCapacity: Int { envelope.payload.text.utf8.count + 512 }
}
