import NIOCore

/// Presence as a node without it answers: well-formed, so that stock clients subscribe, and empty.
enum PresenceReply {
    static let state = "{}"

    /// The answer to a `presence` message.
    static func answer(_ message: IncomingMessage, sizeLimit: Int) -> OutgoingMessage {
        guard case .json(let payload) = message.body else { return .reply(message, failure("{}")) }
        guard payload.bytes.readableBytes <= sizeLimit else { return .error(message, reason: JoinRefusal.payloadTooLarge.reason) }
        switch payload["event"]?.string?.lowercased() {
        case "track":
            guard let meta = payload["payload"], !meta.isObject else { return .ok(message) }
            return .error(message, reason: "Presence track payload must be a map")
        case "untrack": return .ok(message)
        default: return .reply(message, failure("{}"))
        }
    }

    private static func failure(_ response: String) -> String { "{\"status\":\"error\",\"response\":\(response)}" }
}
