import FoundationEssentials
import NIOCore
import Primitives
import Realtime

/// One message of a Phoenix channel, vsn 2.0.0: a JSON array, or a user broadcast in binary.
struct NodeFrame: Equatable {
    /// A client here joins one channel once.
    static let joinRef = "1"
    /// As much as the protocol replays by time.
    private static let replayLimit: Int64 = 25
    /// The kind of a binary user broadcast from the server.
    private static let userBroadcast: UInt8 = 4
    private static let jsonEncoding: UInt8 = 1

    let joinRef: String?
    let ref: String?
    let topic: String
    let event: String
    let payload: JSONValue

    private init(joinRef: String?, ref: String?, topic: String, event: String, payload: JSONValue) {
        self.joinRef = joinRef
        self.ref = ref
        self.topic = topic
        self.event = event
        self.payload = payload
    }

    static let heartbeat = NodeFrame(joinRef: nil, ref: "heartbeat", topic: "phoenix", event: "heartbeat", payload: [:])

    /// - Parameters:
    ///   - cursor: what came after it is wanted too.
    ///   - replay: or what is no older than this.
    static func join(_ topic: String, cursor: EventCursor?, replay: Timestamp? = nil) -> NodeFrame {
        var broadcast: [String: JSONValue] = ["self": false, "ack": false]
        if let replay { broadcast["replay"] = ["since": .integer(replay.milliseconds), "limit": .integer(replayLimit)] }
        var config: [String: JSONValue] = ["private": true, "broadcast": .object(broadcast), "presence": ["enabled": false]]
        if let cursor { config["cursor"] = ["epoch": .string(cursor.epoch), "seq": .integer(cursor.seq)] }
        return NodeFrame(joinRef: joinRef, ref: joinRef, topic: topic, event: "phx_join", payload: ["config": .object(config)])
    }

    /// `nil` for anything else than a server may send.
    init?(_ message: NodeSocket.Message) {
        switch message {
        case .text(let text): self.init(text: text)
        case .binary(let bytes): self.init(binary: bytes)
        }
    }

    func encoded() throws -> String {
        let parts: [JSONValue] = [
            joinRef.map { .string($0) } ?? .null, ref.map { .string($0) } ?? .null, .string(topic), .string(event), payload,
        ]
        return String(decoding: try JSONEncoder().encode(parts), as: UTF8.self)
    }

    private init?(text: ByteBuffer) {
        guard let parts = Self.json(text.readableBytesView)?.array, parts.count >= 5, let topic = parts[2].string,
            let event = parts[3].string
        else { return nil }
        self.init(joinRef: parts[0].string, ref: parts[1].string, topic: topic, event: event, payload: parts[4])
    }

    private init?(binary: ByteBuffer) {
        var rest = binary
        guard let head = rest.readBytes(length: 5), head[0] == Self.userBroadcast, head[4] == Self.jsonEncoding,
            let topic = rest.readString(length: Int(head[1])), let event = rest.readString(length: Int(head[2])),
            let metadata = rest.readSlice(length: Int(head[3])), let payload = Self.json(rest.readableBytesView)
        else { return nil }
        var broadcast: [String: JSONValue] = ["type": "broadcast", "event": .string(event), "payload": payload]
        if metadata.readableBytes > 0 {
            guard let meta = Self.json(metadata.readableBytesView) else { return nil }
            broadcast["meta"] = meta
        }
        self.init(joinRef: nil, ref: nil, topic: topic, event: "broadcast", payload: .object(broadcast))
    }

    private static func json(_ bytes: ByteBufferView) -> JSONValue? {
        do {
            return try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
        } catch {
            return nil
        }
    }
}
