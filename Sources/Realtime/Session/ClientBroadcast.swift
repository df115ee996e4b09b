import NIOCore
import Primitives

/// What a client wants to tell the others of a topic, looked through before it is passed on.
struct ClientBroadcast {
    enum Inspection {
        case fit(ClientBroadcast)
        case tooLarge
        case rubbish
    }

    enum Body {
        /// The whole payload of a text broadcast.
        case text(JSONSlice)
        case binary(UserBroadcast)
    }

    /// The user's own event name.
    let event: String
    let hasMetadata: Bool
    let body: Body
    /// What is told, where it is JSON.
    let payload: JSONSlice?

    static func inspect(_ body: IncomingMessage.Body, sizeLimit: Int) -> Inspection {
        switch body {
        case .user(let broadcast):
            guard broadcast.payload.readableBytes <= sizeLimit else { return .tooLarge }
            return .fit(
                ClientBroadcast(
                    event: broadcast.event, hasMetadata: broadcast.metadata != nil, body: .binary(broadcast),
                    payload: broadcast.encoding == .json ? JSONSlice(broadcast.payload) : nil))
        case .json(let payload):
            guard payload.bytes.readableBytes <= sizeLimit else { return .tooLarge }
            return inspect(payload)
        }
    }

    private static func inspect(_ object: JSONSlice) -> Inspection {
        var events: [JSONSlice] = []
        var hasMetadata = false
        var payload: JSONSlice?
        object.forEachMember { name, value in
            switch name {
            case "event": events.append(value)
            case "meta": hasMetadata = true
            case "payload": payload = value
            default: break
            }
        }
        // Two names are no name: which of them a receiver believes depends on its parser.
        guard events.count == 1, let event = events[0].string, event.utf8.count <= PhoenixCodec.nameLimit else { return .rubbish }
        return .fit(ClientBroadcast(event: event, hasMetadata: hasMetadata, body: .text(object), payload: payload))
    }

    /// As it goes to the others of a channel: untouched.
    var content: Broadcast.Content {
        switch body {
        case .text(let object): .broadcast(object.bytes)
        case .binary(let broadcast): .user(broadcast)
        }
    }

    /// As it goes to the others of a room: with the person who sent it, by the node's word.
    func content(from person: ID<Subject>?) -> Broadcast.Content {
        guard let person else { return content }
        let meta = "{\"actorId\":\"\(person)\"}"
        switch body {
        case .text(let object):
            // It has a member, the event, so a comma goes before this one; and no `meta` of its own.
            var bytes = ByteBuffer()
            bytes.reserveCapacity(object.bytes.readableBytes + meta.utf8.count + 8)
            bytes.writeBytes(object.bytes.readableBytesView.dropLast())
            bytes.writeString(",\"meta\":")
            bytes.writeString(meta)
            bytes.writeString("}")
            return .broadcast(bytes)
        case .binary(let broadcast):
            return .user(
                UserBroadcast(
                    event: broadcast.event, metadata: JSONSlice(ByteBuffer(string: meta)), encoding: broadcast.encoding,
                    payload: broadcast.payload))
        }
    }
}
