import NIOCore

/// A message from a client, in either serialisation.
struct IncomingMessage: Sendable {
    enum Body: Sendable {
        case json(JSONSlice)
        /// A binary broadcast (kind 3); the channel event is `broadcast`.
        case user(UserBroadcast)
    }

    let joinRef: String?
    let ref: String?
    let topic: String
    let event: String
    let body: Body
}

/// A broadcast whose payload is bytes of the user's own.
struct UserBroadcast: Sendable {
    enum Encoding: UInt8, Sendable {
        case raw = 0
        case json = 1
    }

    let event: String
    /// A JSON object.
    let metadata: JSONSlice?
    let encoding: Encoding
    let payload: ByteBuffer
}

/// A message to one client.
struct OutgoingMessage: Sendable, Equatable {
    let joinRef: String?
    let ref: String?
    let topic: String
    let event: String
    /// A JSON object.
    let payload: String

    static func ok(_ message: IncomingMessage, _ response: String = "{}") -> OutgoingMessage {
        reply(message, "{\"status\":\"ok\",\"response\":\(response)}")
    }

    static func error(_ message: IncomingMessage, reason: String) -> OutgoingMessage {
        reply(message, "{\"status\":\"error\",\"response\":{\"reason\":\(jsonString(reason))}}")
    }

    /// An error that says nothing, where the protocol has no words for it.
    static func failure(_ message: IncomingMessage) -> OutgoingMessage {
        reply(message, "{\"status\":\"error\",\"response\":{}}")
    }

    static func reply(_ message: IncomingMessage, _ payload: String) -> OutgoingMessage {
        OutgoingMessage(joinRef: message.joinRef, ref: message.ref, topic: message.topic, event: "phx_reply", payload: payload)
    }

    static func jsonString(_ text: String) -> String {
        var buffer = ByteBuffer()
        buffer.writeJSONString(text)
        return String(buffer: buffer)
    }
}
