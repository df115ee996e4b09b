import NIOCore
import Primitives
import Realtime

/// The room of the dropped lead, as another client hears it over a socket of its own.
struct SmokeRoom {
    /// A node may close a socket that sends nothing for a minute; no heartbeat is sent here.
    private static let silenceLimit = Duration.seconds(50)

    let client: SmokeClient
    let drop: LeadDropCheck.Drop
    let patience: Duration

    private var topic: String { "realtime:room:lead:\(drop.leadID)" }

    /// Joins with the cursor of before the drop, acts, and waits.
    ///
    /// - Parameters:
    ///   - event: what is waited for.
    ///   - act: done once the room is joined.
    ///   - find: looks at one broadcast; what it answers is the result, `nil` waits for the next.
    func hear<Acted: Sendable, Found: Sendable>(
        _ event: String, after act: @Sendable () async throws -> Acted, _ find: @Sendable (JSONValue, Acted) throws -> Found?
    ) async throws -> Found {
        let limit = min(patience, Self.silenceLimit)
        let key = client.token.map { "&apikey=" + PercentEncoding.encode(segment: $0.revealedText) } ?? ""
        do {
            return try await NodeSocket.open(
                client.target, trusting: client.trust, path: "/realtime/v1/websocket?vsn=2.0.0" + key, lasting: limit
            ) { socket in
                try await socket.send(text: try NodeFrame.join(topic, cursor: drop.cursor).encoded())
                try await join(&socket, within: limit)
                return try await listen(&socket, for: event, try await act(), find)
            }
        } catch is ChannelError {
            // The time was over in the midst of an answer to a ping.
            throw silence(about: event)
        }
    }

    private func listen<Acted, Found>(
        _ socket: inout NodeSocket, for event: String, _ acted: Acted, _ find: (JSONValue, Acted) throws -> Found?
    ) async throws -> Found {
        while let frame = try await Self.next(&socket) {
            guard frame.topic == topic else { continue }
            switch frame.event {
            case "phx_error", "phx_close": throw NodeFault("the node ended the channel \(topic) with \(frame.event)")
            case "broadcast" where frame.payload["event"]?.string == event:
                if let found = try find(frame.payload, acted) { return found }
            default: continue
            }
        }
        throw silence(about: event)
    }

    private func silence(about event: String) -> NodeFault {
        NodeFault("joined \(topic), but no \(event) came within \(min(patience, Self.silenceLimit).inSeconds)")
    }

    private func join(_ socket: inout NodeSocket, within limit: Duration) async throws {
        while let frame = try await Self.next(&socket) {
            guard frame.topic == topic else { continue }
            guard frame.event == "phx_reply", frame.ref == NodeFrame.joinRef else {
                throw NodeFault("\(frame.event) came before the answer to the join")
            }
            let response = frame.payload["response"]
            guard frame.payload["status"]?.string == "ok" else {
                throw NodeFault("the join was refused: \(response?["reason"]?.string ?? "no reason given")")
            }
            guard response?["recovered"]?.bool == true else {
                throw NodeFault("the node did not go on from a cursor of a moment ago: \(response?["reason"]?.string ?? "no reason given")")
            }
            return
        }
        throw NodeFault("\(topic) was not joined within \(limit.inSeconds)")
    }

    private static func next(_ socket: inout NodeSocket) async throws -> NodeFrame? {
        guard let message = try await socket.next() else { return nil }
        guard let frame = NodeFrame(message) else { throw NodeFault("the node sent a frame that is none of vsn 2.0.0") }
        return frame
    }
}
