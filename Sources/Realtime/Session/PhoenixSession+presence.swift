import NIOCore
import Primitives

extension PhoenixSession {
    /// Sends who is present, and from then on what changes.
    func welcome(_ channel: JoinedChannel) {
        let subscription = channel.subscription
        let state = endpoint.presences.state(of: subscription.key)
        subscription.hearPresence(after: state.version)
        push("presence_state", state.payload, topic: subscription.key.wireTopic)
    }

    /// Tells the others what the client says of itself; false when there is no room for it.
    func track(_ tracked: JSONSlice, _ channel: JoinedChannel) -> Bool {
        let topic = channel.subscription.key
        let identity = topic.isRoom ? (channel.grant.bearer.personID, channel.grant.name) : nil
        let meta = PresenceMeta(ref: endpoint.presences.makeRef(), tracked: tracked, identity: identity)
        let known = channel.presence
        if let known, known.meta.says(meta) { return true }
        let key = known?.key ?? channel.presenceKey
        guard endpoint.presences.track(meta, key: key, replacing: known?.meta, in: topic, on: shard.eventLoop) else { return false }
        channel.presence = (meta, key)
        return true
    }

    /// Takes back what the client said of itself.
    func untrack(_ channel: JoinedChannel) {
        guard let (meta, key) = channel.presence.take() else { return }
        endpoint.presences.untrack(meta, key: key, in: channel.subscription.key, on: shard.eventLoop)
    }
}
