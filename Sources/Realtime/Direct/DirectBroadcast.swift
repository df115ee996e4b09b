package import NIOCore
import Primitives

/// A message to everybody in a topic that comes without a socket.
package struct DirectBroadcast: Sendable {
    package enum Payload: Sendable {
        case object(JSONSlice)
        /// Bytes of the user's own; sockets of vsn 1.0.0 can't be told them.
        case raw(ByteBuffer)

        package var byteCount: Int {
            switch self {
            case .object(let slice): slice.bytes.readableBytes
            case .raw(let bytes): bytes.readableBytes
            }
        }
    }

    /// What fits into one length byte of a binary frame, with `realtime:` before it.
    package static let topicByteLimit = PhoenixCodec.nameLimit - TopicKey.wirePrefix.utf8.count
    package static let eventByteLimit = PhoenixCodec.nameLimit

    /// The name without `realtime:`.
    package let topic: String
    package let event: String
    package let payload: Payload
    package let isPrivate: Bool
    let room: Room?

    package init(topic: String, event: String, payload: Payload, isPrivate: Bool) {
        self.topic = topic
        self.event = event
        self.payload = payload
        room = Room(topic)
        self.isPrivate = isPrivate || room != nil
    }

    func key(in workspaceID: ID<Subject>) -> TopicKey {
        TopicKey(workspaceID: workspaceID, isPrivate: isPrivate, name: room.map(TopicKey.Name.room) ?? .named(topic))
    }
}
