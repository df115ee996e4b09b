import NIOCore
import Primitives

extension PhoenixSession {
    /// Tells a room of an ephemeral event of a member's.
    func announce(_ type: EventType, _ payload: JSONSlice, from membership: Membership, includingSender: Bool) {
        switch type {
        case .typingStart:
            membership.typing?.cancel()
            membership.typing = outlet.eventLoop.assumeIsolated().scheduleTask(in: Self.typingDuration) { [weak self] in
                self?.stopTyping(membership)
            }
            tell(type, payload, from: membership, includingSender: includingSender)
        case .typingStop: stopTyping(membership, includingSender: includingSender)
        default: tell(type, payload, from: membership, includingSender: includingSender)
        }
    }

    /// Tells the others that a member types no more, if they think so.
    func stopTyping(_ membership: Membership, includingSender: Bool = false) {
        guard let typing = membership.typing.take() else { return }
        typing.cancel()
        tell(.typingStop, .emptyObject, from: membership, includingSender: includingSender)
    }

    private func tell(_ type: EventType, _ payload: JSONSlice, from membership: Membership, includingSender: Bool) {
        guard case .room(let room) = membership.subscription.key.name else { return }
        let event = EphemeralEvent(
            type: type, room: room, grant: membership.grant, entityID: membership.id, traceID: TraceID(), payload: payload)
        let now = endpoint.clock.now()
        let content = Broadcast.Content.broadcast(event.broadcast(version: endpoint.versions.next(at: now), at: now))
        endpoint.hub.relay(content, from: membership.subscription, on: shard, includingSender: includingSender)
    }
}
