import Primitives
import Realtime

/// What a room told: an envelope, or a client's message that has none.
struct WatchedEvent: Sendable, Equatable {
    /// `nil` for what is never stored.
    let place: EventCursor?
    let members: [String: JSONValue]

    /// - Parameter broadcast: the payload of the channel's event `broadcast`.
    init?(_ broadcast: JSONValue) {
        guard let name = broadcast["event"]?.string, let payload = broadcast["payload"] else { return nil }
        let meta = broadcast["meta"]
        if let epoch = meta?["epoch"]?.string, let seq = meta?["seq"]?.integer {
            place = EventCursor(epoch: epoch, seq: seq)
        } else {
            place = nil
        }
        if payload["type"]?.string == name, payload["entityId"] != nil, let envelope = payload.object {
            members = envelope
        } else {
            var own: [String: JSONValue] = ["type": .string(name), "payload": payload]
            own["actorId"] = meta?["actorId"]
            members = own
        }
    }
}
