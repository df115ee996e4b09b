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
            tell(type, typing(membership), from: membership, includingSender: includingSender)
        case .typingStop: stopTyping(membership, includingSender: includingSender)
        default: tell(type, JSONText(stored: String(buffer: payload.bytes)), from: membership, includingSender: includingSender)
        }
    }

    /// Tells the others that a member types no more, if they think so.
    func stopTyping(_ membership: Membership, includingSender: Bool = false) {
        guard let typing = membership.typing.take() else { return }
        typing.cancel()
        tell(.typingStop, self.typing(membership), from: membership, includingSender: includingSender)
    }

    private func typing(_ membership: Membership) -> JSONText? {
        guard case .room(let room) = membership.subscription.key.name else { return nil }
        return membership.typingPayload(in: room)
    }

    private func tell(_ type: EventType, _ payload: JSONText?, from membership: Membership, includingSender: Bool) {
        guard let payload else { return }
        let envelope = membership.envelope(type, payload: payload, at: endpoint.clock.now())
        endpoint.hub.relay(
            .broadcast(envelope.ephemeralBroadcast), from: membership.subscription, on: shard, includingSender: includingSender)
    }
}
