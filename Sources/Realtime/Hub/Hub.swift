import Instrumentation
package import NIOCore

/// Brings each message to every subscriber of its topic: encoded once, one hop to each event loop that has any, then plain writes.
package final class Hub: Sendable {
    private let shards: [Shard]
    private let shardOfLoop: [ObjectIdentifier: Int]
    private let interest = Interest<TopicKey>()
    private let changeInterest = Interest<ChangeKey>()
    let serialize: FrameSerializer
    package let figures: HubFigures

    /// - Parameters:
    ///   - eventLoops: all loops on which sockets live.
    ///   - serialize: makes a WebSocket frame of a message.
    package init(eventLoops: some Sequence<any EventLoop>, serialize: @escaping FrameSerializer) {
        let (interest, changeInterest, figures) = (interest, changeInterest, HubFigures())
        self.figures = figures
        shards = eventLoops.enumerated().map { index, eventLoop in
            let audience = ChangeAudience(shard: index, interest: changeInterest, serialize: serialize)
            return Shard(index: index, eventLoop: eventLoop, interest: interest, audience: audience, figures: figures)
        }
        shardOfLoop = Dictionary(uniqueKeysWithValues: shards.map { (ObjectIdentifier($0.eventLoop), $0.index) })
        self.serialize = serialize
    }

    /// Calls `body` with every subscription that there is now, each on its own event loop; returns at once.
    func forEachSubscription(_ body: @escaping @Sendable (Subscription) -> Void) {
        for shard in shards {
            shard.eventLoop.execute { shard.subscriptions.forEach(body) }
        }
    }

    func shard(on eventLoop: any EventLoop) -> Shard {
        guard let index = shardOfLoop[ObjectIdentifier(eventLoop)] else {
            preconditionFailure("the socket's event loop is none of those that the hub was made for")
        }
        return shards[index]
    }

    /// Sends a committed event to those who are in its rooms. Called in commit order, from the writer; does no more than hand over.
    ///
    /// - Parameter context: of the write.
    func publish(_ event: StoredEvent, to rooms: [Room], in context: ServiceContext? = nil) {
        let body = EventBody(event)
        var fanOut: FanOut?
        for room in rooms {
            let key = TopicKey(room, in: event.envelope.workspaceID)
            let interested = interest.shards(for: key)
            if interested.isEmpty { continue }
            if fanOut == nil { fanOut = FanOut(event.envelope.type, in: context) }
            send(.event(body), to: key, by: interested, fanOut)
        }
        fanOut?.handedOver()
    }

    /// Passes a client's message on to the others of its topic: at once on the sender's loop, by one hop on others.
    func relay(_ content: Broadcast.Content, from sender: Subscription, on shard: Shard, includingSender: Bool) {
        let broadcast = Broadcast(content, topic: sender.key.wireTopic, serialize: serialize)
        for index in interest.shards(for: sender.key) where index != shard.index {
            shards[index].post(broadcast, to: sender.key)
        }
        shard.deliver(broadcast, to: sender.key, except: includingSender ? nil : sender)
    }

    /// Whether anybody listens to the table. Whoever does by the time of a commit hears of it.
    func isHeard(_ key: ChangeKey) -> Bool {
        !changeInterest.shards(for: key).isEmpty
    }

    /// Sends a committed row change to those who hear of its table. Called in commit order, from the writer; does no more than hand over.
    func publish(_ change: RowChange) {
        for index in changeInterest.shards(for: change.key) { shards[index].post(change) }
    }

    /// Sends to everyone in a topic, from anywhere. Does no more than hand over.
    func send(_ content: Broadcast.Content, to key: TopicKey) {
        let interested = interest.shards(for: key)
        if !interested.isEmpty { send(content, to: key, by: interested, nil) }
    }

    private func send(_ content: Broadcast.Content, to key: TopicKey, by interested: some Sequence<Int>, _ fanOut: FanOut?) {
        let broadcast = Broadcast(content, topic: key.wireTopic, fanOut: fanOut, serialize: serialize)
        for index in interested {
            fanOut?.posted()
            shards[index].post(broadcast, to: key)
        }
    }
}
