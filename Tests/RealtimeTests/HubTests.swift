import NIOCore
import NIOEmbedded
import Primitives
import Synchronization
import Testing

@testable import Realtime

@Suite(.timeLimit(.minutes(2)))
struct HubTests {
    private final class Outbox: Outlet {
        let eventLoop: any EventLoop
        private(set) var frames: [ByteBuffer] = []
        private(set) var closeCode: UInt16?

        init(_ eventLoop: any EventLoop) {
            self.eventLoop = eventLoop
        }

        func send(_ frame: ByteBuffer) { frames.append(frame) }
        func close(code: UInt16, reason: String) { closeCode = code }
    }

    private let workspace = ID<Subject>()
    private var bearer: Bearer { Bearer(workspaceID: workspace, personID: nil, credentialID: nil) }

    private func event(_ seq: Int64) -> StoredEvent {
        StoredEvent(
            seq: seq, id: ID(), epoch: "e",
            envelope: EventEnvelope(
                .leadUpdated, traceID: TraceID(), workspaceID: workspace, entityID: ID<Subject>(), entityVersion: seq,
                payload: JSONText(stored: "{}"), emittedAt: Timestamp(seconds: 1)))
    }

    @Test func `A loop without subscribers is left alone, and what comes before a loop's turn shares one hop`() {
        let loops = [EmbeddedEventLoop(), EmbeddedEventLoop()]
        let hub = Hub(eventLoops: loops as [any EventLoop]) { payload, _ in payload }
        let room = Room.lead(ID<Subject>())
        let outbox = Outbox(loops[1])
        let subscription = Subscription(key: TopicKey(room, in: workspace), version: .v2, outlet: outbox, bearer: bearer, isHolding: false)
        hub.shard(on: loops[1]).add(subscription)
        for seq in 1...3 { hub.publish(event(Int64(seq)), to: [room]) }
        #expect(hub.shard(on: loops[0]).waiting == 0)
        #expect(hub.shard(on: loops[1]).waiting == 3)
        #expect(outbox.frames.isEmpty)
        loops[1].run()
        #expect(outbox.frames.map { String(buffer: $0).contains("\"seq\":") }.count == 3)
        hub.shard(on: loops[1]).remove(subscription)
        hub.publish(event(4), to: [room])
        #expect(hub.shard(on: loops[1]).waiting == 0)
    }

    @Test func `A message is encoded once a version, however many hear it`() {
        let loops = [EmbeddedEventLoop(), EmbeddedEventLoop()]
        let encodings = Mutex(0)
        let hub = Hub(eventLoops: loops as [any EventLoop]) { payload, _ in
            encodings.withLock { $0 += 1 }
            return payload
        }
        let room = Room.lead(ID<Subject>())
        for loop in loops {
            for version in [PhoenixVersion.v1, .v2, .v1, .v2] {
                hub.shard(on: loop).add(
                    Subscription(
                        key: TopicKey(room, in: workspace), version: version, outlet: Outbox(loop), bearer: bearer, isHolding: false))
            }
        }
        hub.publish(event(1), to: [room, .workspace(workspace)])
        for loop in loops { loop.run() }
        #expect(encodings.withLock { $0 } == 2)
    }

    @Test func `Subscribers come and go in any order and each gets what is due`() {
        let loop = EmbeddedEventLoop()
        let hub = Hub(eventLoops: [loop]) { payload, _ in payload }
        let shard = hub.shard(on: loop)
        let room = Room.lead(ID<Subject>())
        let outboxes = (0..<20).map { _ in Outbox(loop) }
        let subscriptions = outboxes.map {
            Subscription(key: TopicKey(room, in: workspace), version: .v2, outlet: $0, bearer: bearer, isHolding: false)
        }
        for subscription in subscriptions { shard.add(subscription) }
        for index in [0, 19, 7, 7, 3, 18] { shard.remove(subscriptions[index]) }
        hub.publish(event(1), to: [room])
        loop.run()
        #expect(outboxes.map(\.frames.count) == (0..<20).map { [0, 19, 7, 3, 18].contains($0) ? 0 : 1 })
        #expect(shard.count(of: TopicKey(room, in: workspace)) == 15)
        for subscription in subscriptions { shard.remove(subscription) }
        #expect(shard.count(of: TopicKey(room, in: workspace)) == 0)
    }

    @Test
    func `After a delivery to a large room events are gathered for a moment, what is not stored goes at once, and all keep their order`() {
        let loop = EmbeddedEventLoop()
        let hub = Hub(eventLoops: [loop]) { payload, _ in payload }
        let (large, small) = (Room.workspace(workspace), Room.lead(ID<Subject>()))
        let outboxes = (0..<Shard.wideDelivery).map { _ in Outbox(loop) }
        for outbox in outboxes {
            for room in outbox === outboxes[0] ? [large, small] : [large] {
                hub.shard(on: loop).add(
                    Subscription(
                        key: TopicKey(room, in: workspace), version: .v2, outlet: outbox, bearer: bearer, isHolding: false))
            }
        }
        hub.publish(event(1), to: [small])
        loop.run()
        hub.publish(event(2), to: [large])
        loop.run()
        #expect(outboxes.map(\.frames.count) == [2] + Array(repeating: 1, count: outboxes.count - 1))

        hub.publish(event(3), to: [large])
        hub.publish(event(4), to: [small])
        loop.run()
        #expect(outboxes[0].frames.count == 2)
        #expect(hub.shard(on: loop).waiting == 2)
        hub.send(.broadcast(ByteBuffer(string: "{\"seq\":5}")), to: TopicKey(large, in: workspace))
        loop.run()
        let told = outboxes[0].frames.map { String(buffer: $0) }
        #expect(told.count == 5)
        for (seq, text) in zip(1...5, told) { #expect(text.contains("\"seq\":\(seq)")) }

        hub.publish(event(6), to: [large])
        loop.advanceTime(to: .now() + Shard.calm)
        #expect(outboxes.map(\.frames.count) == [6] + Array(repeating: 4, count: outboxes.count - 1))
        #expect(hub.shard(on: loop).waiting == 0)
    }

    @Test func `A loop that falls too far behind sends its subscribers away to resume`() {
        let loop = EmbeddedEventLoop()
        let hub = Hub(eventLoops: [loop]) { payload, _ in payload }
        let room = Room.lead(ID<Subject>())
        let outbox = Outbox(loop)
        hub.shard(on: loop).add(
            Subscription(key: TopicKey(room, in: workspace), version: .v2, outlet: outbox, bearer: bearer, isHolding: false))
        for seq in 0...Shard.inboxLimit { hub.publish(event(Int64(seq)), to: [room]) }
        loop.run()
        #expect(outbox.closeCode == 1012)
        #expect(outbox.frames.isEmpty)
    }
}
