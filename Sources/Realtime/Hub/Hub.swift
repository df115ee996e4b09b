package import NIOCore

/// Brings each message to every subscriber of its topic: encoded once, one hop to each event loop that has any, then plain writes.
package final class Hub: Sendable {
    private let shards: [Shard]
    private let shardOfLoop: [ObjectIdentifier: Int]
    private let interest = Interest()
    let serialize: FrameSerializer

    /// - Parameters:
    ///   - eventLoops: all loops on which sockets live.
    ///   - serialize: makes a WebSocket frame of a message.
    package init(eventLoops: some Sequence<any EventLoop>, serialize: @escaping FrameSerializer) {
        let interest = interest
        shards = eventLoops.enumerated().map { Shard(index: $0.offset, eventLoop: $0.element, interest: interest) }
        shardOfLoop = Dictionary(uniqueKeysWithValues: shards.map { (ObjectIdentifier($0.eventLoop), $0.index) })
        self.serialize = serialize
    }

    func shard(on eventLoop: any EventLoop) -> Shard {
        guard let index = shardOfLoop[ObjectIdentifier(eventLoop)] else {
            preconditionFailure("the socket's event loop is none of those that the hub was made for")
        }
        return shards[index]
    }

    /// Sends a committed event to those who are in its rooms. Called in commit order, from the writer; does no more than hand over.
    func publish(_ event: StoredEvent, to rooms: [Room]) {
        let body = EventBody(event)
        for room in rooms {
            send(.event(body), to: TopicKey(room, in: event.envelope.workspaceID))
        }
    }

    /// Passes a client's message on to the others of its topic: at once on the sender's loop, by one hop on others.
    func relay(_ content: Broadcast.Content, from sender: Subscription, on shard: Shard, includingSender: Bool) {
        let broadcast = Broadcast(content, topic: sender.key.wireTopic, serialize: serialize)
        for index in interest.shards(for: sender.key) where index != shard.index {
            shards[index].post(broadcast, to: sender.key)
        }
        shard.deliver(broadcast, to: sender.key, except: includingSender ? nil : sender)
    }

    /// Sends to everybody in a topic; from any thread.
    func send(_ content: Broadcast.Content, to key: TopicKey) {
        let interested = interest.shards(for: key)
        if interested.isEmpty { return }
        let broadcast = Broadcast(content, topic: key.wireTopic, serialize: serialize)
        for index in interested { shards[index].post(broadcast, to: key) }
    }
}
