import NIOCore
import Primitives

extension PhoenixSession {
    /// Tells a room of an ephemeral event of a member's.
    func announce(_ type: EventType, _ payload: JSONSlice, from channel: JoinedChannel, includingSender: Bool) {
        switch type {
        case .typingStart:
            channel.typing?.cancel()
            channel.typing = outlet.eventLoop.assumeIsolated().scheduleTask(in: Self.typingDuration) { [weak self] in
                self?.stopTyping(channel)
            }
            tell(type, payload, from: channel, includingSender: includingSender)
        case .typingStop: stopTyping(channel, includingSender: includingSender)
        default: tell(type, payload, from: channel, includingSender: includingSender)
        }
    }

    /// Tells the others that a member types no more, if they think so.
    func stopTyping(_ channel: JoinedChannel, includingSender: Bool = false) {
        guard let typing = channel.typing.take() else { return }
        typing.cancel()
        tell(.typingStop, .emptyObject, from: channel, includingSender: includingSender)
    }

    private func tell(_ type: EventType, _ payload: JSONSlice, from channel: JoinedChannel, includingSender: Bool) {
        guard case .room(let room) = channel.subscription.key.name else { return }
        let event = EphemeralEvent(
            type: type, room: room, grant: channel.grant, entityID: channel.id, traceID: TraceID(), payload: payload)
        let now = endpoint.clock.now()
        let content = Broadcast.Content.broadcast(event.broadcast(version: endpoint.versions.next(at: now), at: now))
        endpoint.hub.relay(content, from: channel.subscription, on: shard, includingSender: includingSender)
    }
}
