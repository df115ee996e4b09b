import NIOCore
import Synchronization

/// One message to one topic, encoded at most once for each protocol version, whatever the number of loops and subscribers.
final class Broadcast: Sendable {
    enum Content: Sendable {
        /// A durable event; its body is shared by the topics to which it goes.
        case event(EventBody)
        /// The whole payload of a broadcast that is not stored: a client's, or the node's own.
        case broadcast(ByteBuffer)
        /// A client's binary broadcast.
        case user(UserBroadcast)
        case presence(PresenceDiff)
    }

    private enum Frame {
        case pending
        case none
        case ready(ByteBuffer)
    }

    /// The place in the log of a durable event; `nil` for what is never stored.
    let seq: Int64?
    /// The version of a presence diff; `nil` for what everyone in the topic hears.
    let presenceVersion: Int64?
    /// What measures its way; `nil` for most.
    let fanOut: FanOut?
    private let topic: String
    private let content: Content
    private let serialize: FrameSerializer
    private let frames = Mutex<(v1: Frame, v2: Frame)>((.pending, .pending))

    init(_ content: Content, topic: String, fanOut: FanOut? = nil, serialize: @escaping FrameSerializer) {
        self.content = content
        self.topic = topic
        self.fanOut = fanOut
        self.serialize = serialize
        if case .event(let body) = content { seq = body.event.seq } else { seq = nil }
        if case .presence(let diff) = content { presenceVersion = diff.version } else { presenceVersion = nil }
    }

    /// The whole frame for a socket of `version`; `nil` when that version can't express the content.
    func frame(for version: PhoenixVersion) -> ByteBuffer? {
        frames.withLock { frames in
            switch version {
            case .v1: resolve(&frames.v1, version)
            case .v2: resolve(&frames.v2, version)
            }
        }
    }

    private func resolve(_ frame: inout Frame, _ version: PhoenixVersion) -> ByteBuffer? {
        switch frame {
        case .ready(let buffer): return buffer
        case .none: return nil
        case .pending:
            guard let (payload, kind) = PhoenixCodec.encode(content, topic: topic, version: version) else {
                frame = .none
                return nil
            }
            let buffer = serialize(payload, kind)
            frame = .ready(buffer)
            return buffer
        }
    }
}

/// The body of a durable event's broadcast, encoded on first use.
final class EventBody: Sendable {
    let event: StoredEvent
    private let encoded = Mutex<ByteBuffer?>(nil)

    init(_ event: StoredEvent) {
        self.event = event
    }

    var bytes: ByteBuffer {
        encoded.withLock { encoded in
            if let encoded { return encoded }
            var buffer = ByteBuffer()
            buffer.reserveCapacity(event.broadcastCapacity)
            event.writeBroadcast(to: &buffer, replayed: false)
            encoded = buffer
            return buffer
        }
    }
}
