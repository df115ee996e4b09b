import NIOCore
import Synchronization

/// What a room heard between two places in the log, encoded at most once for each protocol version, however many missed it.
package final class MissedEvents: Sendable {
    package let events: [StoredEvent]
    private let runs = Mutex<(v1: FrameRun?, v2: FrameRun?)>((nil, nil))

    init(_ events: [StoredEvent]) {
        self.events = events
    }

    /// The frames for sockets of `version`; the topic is that of the one room, so it is the same in every call.
    func run(topic: String, version: PhoenixVersion, serialize: FrameSerializer) -> FrameRun {
        runs.withLock { runs in
            switch version {
            case .v1: resolve(&runs.v1, topic, version, serialize)
            case .v2: resolve(&runs.v2, topic, version, serialize)
            }
        }
    }

    /// Makes the frames that are going to be asked for.
    func encode(for request: ReplayRequest, serialize: FrameSerializer) {
        let key = TopicKey(request.room, in: request.workspaceID)
        _ = run(topic: key.wireTopic, version: request.version, serialize: serialize)
    }

    private func resolve(_ run: inout FrameRun?, _ topic: String, _ version: PhoenixVersion, _ serialize: FrameSerializer) -> FrameRun {
        if let run { return run }
        let encoded = FrameRun(
            events.map { event in
                var body = ByteBuffer()
                body.reserveCapacity(event.broadcastCapacity)
                event.writeBroadcast(to: &body, replayed: true)
                return serialize(PhoenixCodec.encode("broadcast", body, topic: topic, version: version), .text)
            })
        run = encoded
        return encoded
    }
}

extension MissedEvents: Sequence, ExpressibleByArrayLiteral {
    package convenience init(arrayLiteral events: StoredEvent...) {
        self.init(events)
    }

    package func makeIterator() -> IndexingIterator<[StoredEvent]> { events.makeIterator() }
}
