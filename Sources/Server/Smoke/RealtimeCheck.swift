import Primitives

/// The lead's room gives its `lead.job.status` events to a client that comes with a cursor.
struct RealtimeCheck {
    /// A node may close a socket that sends nothing for a minute; the check sends no heartbeat.
    private static let silenceLimit = Duration.seconds(50)
    private static let event = "lead.job.status"

    let client: SmokeClient
    let drop: LeadDropCheck.Drop
    let patience: Duration

    func run() async throws -> String {
        let limit = min(patience, Self.silenceLimit)
        let key = client.token.map { "&apikey=" + Self.escaped($0.revealedText) } ?? ""
        return try await NodeSocket.open(
            client.target, trusting: client.trust, path: "/realtime/v1/websocket?vsn=2.0.0" + key, lasting: limit
        ) { socket in
            try await listen(&socket, for: limit)
        }
    }

    private func listen(_ socket: inout NodeSocket, for limit: Duration) async throws -> String {
        let topic = "realtime:room:lead:\(drop.leadID)"
        try await socket.send(text: try NodeFrame.join(topic, cursor: drop.cursor).encoded())
        var hasJoined = false
        while let frame = try await Self.next(&socket) {
            guard frame.topic == topic else { continue }
            switch frame.event {
            case "phx_reply" where frame.ref == NodeFrame.joinRef:
                try Self.checkReply(frame.payload)
                hasJoined = true
            case "phx_error", "phx_close":
                throw NodeFault("the node ended the channel \(topic) with \(frame.event)")
            case "broadcast" where frame.payload["event"]?.string == Self.event:
                guard hasJoined else { throw NodeFault("an event came before the answer to the join") }
                return try detail(frame.payload)
            default:
                continue
            }
        }
        throw NodeFault(
            hasJoined
                ? "joined \(topic), but no \(Self.event) came within \(limit.inSeconds)"
                : "\(topic) was not joined within \(limit.inSeconds)")
    }

    private static func checkReply(_ reply: JSONValue) throws {
        let response = reply["response"]
        guard reply["status"]?.string == "ok" else {
            throw NodeFault("the join was refused: \(response?["reason"]?.string ?? "no reason given")")
        }
        guard response?["recovered"]?.bool == true else {
            throw NodeFault("the node did not go on from a cursor of a moment ago: \(response?["reason"]?.string ?? "no reason given")")
        }
    }

    private func detail(_ broadcast: JSONValue) throws -> String {
        let status = broadcast["payload"]?["payload"]
        guard status?["leadId"]?.string == drop.leadID, let job = status?["job"]?.string, let state = status?["state"]?.string else {
            throw NodeFault("a \(Self.event) without the lead's id, job or state came")
        }
        let way = broadcast["meta"]?["replayed"]?.bool == true ? "replayed" : "live"
        return "\(Self.event) of \(job) (\(state)), \(way)"
    }

    private static func next(_ socket: inout NodeSocket) async throws -> NodeFrame? {
        guard let message = try await socket.next() else { return nil }
        guard let frame = NodeFrame(message) else { throw NodeFault("the node sent a frame that is none of vsn 2.0.0") }
        return frame
    }

    /// RFC 3986 §2.3: what may stand in a query as it is.
    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let character = Character(UnicodeScalar(byte))
            let isPlain = character.isASCII && (character.isLetter || character.isNumber || "-._~".contains(character))
            return isPlain ? String(character) : "%" + Hex.encode([byte]).uppercased()
        }.joined()
    }
}
