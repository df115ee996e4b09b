package import NIOCore
package import Primitives

/// One event in the product's one format.
///
/// An event is idempotent: a client ignores an envelope whose `entityVersion` is not above the one that it has for that `entityId`.
package struct EventEnvelope: Sendable {
    /// The name of an ``EventType``; kept as text so that a stored event of an older version can still be sent.
    package let type: String
    package let traceID: TraceID
    package let actorID: ID<Subject>?
    package let workspaceID: ID<Subject>
    package let entityID: ID<Subject>
    package let entityVersion: Int64
    package let payload: JSONText
    package let emittedAt: Timestamp

    package init<Workspace: ~Copyable, Entity: ~Copyable>(
        _ type: EventType, traceID: TraceID, actorID: ID<Subject>? = nil, workspaceID: ID<Workspace>, entityID: ID<Entity>,
        entityVersion: Int64, payload: JSONText, emittedAt: Timestamp
    ) {
        self.init(
            type: type.rawValue, traceID: traceID, actorID: actorID, workspaceID: ID<Subject>(high: workspaceID.high, low: workspaceID.low),
            entityID: ID<Subject>(high: entityID.high, low: entityID.low), entityVersion: entityVersion, payload: payload,
            emittedAt: emittedAt)
    }

    init(
        type: String, traceID: TraceID, actorID: ID<Subject>?, workspaceID: ID<Subject>, entityID: ID<Subject>,
        entityVersion: Int64, payload: JSONText, emittedAt: Timestamp
    ) {
        self.type = type
        self.traceID = traceID
        self.actorID = actorID
        self.workspaceID = workspaceID
        self.entityID = entityID
        self.entityVersion = entityVersion
        self.payload = payload
        self.emittedAt = emittedAt
    }

    /// Writes the envelope as one JSON object; the payload is copied as it is.
    package func write(to buffer: inout ByteBuffer) {
        buffer.writeString("{\"type\":")
        buffer.writeJSONString(type)
        buffer.writeString(",\"traceId\":\"")
        buffer.writeString(traceID.description)
        if let actorID {
            buffer.writeString("\",\"actorId\":\"")
            buffer.writeString(actorID.description)
        }
        buffer.writeString("\",\"workspaceId\":\"")
        buffer.writeString(workspaceID.description)
        buffer.writeString("\",\"entityId\":\"")
        buffer.writeString(entityID.description)
        buffer.writeString("\",\"entityVersion\":")
        buffer.writeString(String(entityVersion))
        buffer.writeString(",\"payload\":")
        buffer.writeString(payload.text)
        buffer.writeString(",\"emittedAt\":\"")
        buffer.writeString(emittedAt.description)
        buffer.writeString("\"}")
    }

    /// The payload of the broadcast that carries an event which is not stored.
    package var ephemeralBroadcast: ByteBuffer {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(payload.text.utf8.count + 448)
        buffer.writeString("{\"type\":\"broadcast\",\"event\":")
        buffer.writeJSONString(type)
        buffer.writeString(",\"payload\":")
        write(to: &buffer)
        buffer.writeString("}")
        return buffer
    }
}
