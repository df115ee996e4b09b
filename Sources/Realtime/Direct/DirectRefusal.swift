/// Why a ``DirectBroadcast`` went to nobody.
package enum DirectRefusal: Error, Sendable, Hashable {
    /// The sender may not speak there, or there is no such room.
    case unauthorized
    case publicTopic
    /// The event is one that the node alone sends, or the sender is nobody whom it could be about.
    case reservedEvent
    /// The event's envelope takes an object, and bytes came.
    case notAnObject

    package func message(for broadcast: DirectBroadcast) -> String {
        switch self {
        case .unauthorized: "You do not have permissions to write to this Channel topic: \(broadcast.topic)"
        case .publicTopic: "This project only allows private channels"
        case .reservedEvent: "Events of type \(broadcast.event) can't be sent so"
        case .notAnObject: "The payload of \(broadcast.event) is an object"
        }
    }
}
