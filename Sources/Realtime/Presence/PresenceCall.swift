import NIOCore

/// What a client asks for with a `presence` message.
enum PresenceCall {
    case track(JSONSlice)
    case untrack
    case refused(OutgoingMessage)

    init(_ message: IncomingMessage, sizeLimit: Int) {
        guard case .json(let payload) = message.body else {
            self = .refused(.failure(message))
            return
        }
        switch payload["event"]?.string?.lowercased() {
        case "track":
            let tracked = payload["payload"] ?? .emptyObject
            if !tracked.isObject {
                self = .refused(.error(message, reason: "Presence track payload must be a map"))
            } else if tracked.bytes.readableBytes > sizeLimit {
                self = .refused(.error(message, reason: JoinRefusal.payloadTooLarge.reason))
            } else {
                self = .track(tracked)
            }
        case "untrack": self = .untrack
        default: self = .refused(.failure(message))
        }
    }
}
