import NIOCore

/// What a client wants to tell the others of a topic, looked through before it is passed on.
struct ClientBroadcast {
    enum Inspection {
        case fit(ClientBroadcast)
        case tooLarge
        case rubbish
    }

    /// The user's own event name.
    let event: String
    let hasMetadata: Bool
    let content: Broadcast.Content

    static func inspect(_ body: IncomingMessage.Body, sizeLimit: Int) -> Inspection {
        switch body {
        case .user(let broadcast):
            guard broadcast.payload.readableBytes <= sizeLimit else { return .tooLarge }
            return .fit(ClientBroadcast(event: broadcast.event, hasMetadata: broadcast.metadata != nil, content: .user(broadcast)))
        case .json(let payload):
            guard payload.bytes.readableBytes <= sizeLimit else { return .tooLarge }
            return inspect(payload)
        }
    }

    private static func inspect(_ payload: JSONSlice) -> Inspection {
        var events: [JSONSlice] = []
        var hasMetadata = false
        payload.forEachMember { name, value in
            if name == "event" { events.append(value) }
            if name == "meta" { hasMetadata = true }
        }
        // Two names are no name: which of them a receiver believes depends on its parser.
        guard events.count == 1, let event = events[0].string, event.utf8.count <= PhoenixCodec.nameLimit else { return .rubbish }
        return .fit(ClientBroadcast(event: event, hasMetadata: hasMetadata, content: .relayed(payload)))
    }
}
