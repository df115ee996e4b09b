import NIOCore
import Primitives

extension PhoenixSession {
    /// Sends who is present, and from then on what changes.
    func welcome(_ membership: Membership) {
        let subscription = membership.subscription
        let state = endpoint.presences.state(of: subscription.key)
        subscription.hearPresence(after: state.version)
        push("presence_state", state.payload, topic: subscription.key.wireTopic)
    }

    /// Tells the others what the client says of itself; false when there is no room for it.
    func track(_ tracked: JSONSlice, _ membership: Membership) -> Bool {
        let topic = membership.subscription.key
        let identity = topic.isRoom ? (membership.grant.bearer.personID, membership.grant.name) : nil
        let meta = PresenceMeta(ref: endpoint.presences.makeRef(), tracked: tracked, identity: identity)
        let known = membership.presence
        if let known, known.meta.says(meta) { return true }
        let key = known?.key ?? membership.presenceKey
        guard endpoint.presences.track(meta, key: key, replacing: known?.meta, in: topic, on: shard.eventLoop) else { return false }
        membership.presence = (meta, key)
        return true
    }

    /// Takes back what the client said of itself.
    func untrack(_ membership: Membership) {
        guard let (meta, key) = membership.presence.take() else { return }
        endpoint.presences.untrack(meta, key: key, in: membership.subscription.key, on: shard.eventLoop)
    }
}
