import NIOCore
import NIOEmbedded
import Primitives
import TestSupport
import Testing

@testable import Realtime

@Suite(.timeLimit(.minutes(1)))
struct EphemeralEventTests {
    private let ada = ID<Subject>(high: 1, low: 1)
    private let bob = ID<Subject>(high: 1, low: 2)

    private func join(
        _ world: RealtimeWorld, _ person: ID<Subject>?, loop: Int = 0, mayBroadcast: Bool = true, topic: String? = nil,
        config: String = #"{"private":true}"#
    ) async throws -> Peer {
        let grant = world.grant(person: person, mayBroadcast: mayBroadcast)
        let peer = try await world.open(loop: loop) { _ in .admitted(grant) }
        try await peer.send(world.join(topic: topic, config: config))
        _ = await peer.next()
        return peer
    }

    private func send(_ event: String, _ payload: String = "{}", ref: String = "null", topic: String) -> String {
        #"["1",\#(ref),"\#(topic)","broadcast",{"type":"broadcast","event":"\#(event)","payload":\#(payload)}]"#
    }

    @Test(arguments: EventType.allCases.filter { !$0.mayClientsSend })
    func `No client sends what is the node's to say, in whatever case it is written`(type: EventType) async throws {
        try await withRealtime { world in
            let config = #"{"private":true,"broadcast":{"ack":true,"self":true}}"#
            let (sender, other) = (try await join(world, ada, config: config), try await join(world, bob, loop: 1))
            for name in [type.rawValue, type.rawValue.uppercased()] {
                try await sender.send(send(name, ref: #""9""#, topic: world.topic))
                #expect(await sender.next().contains(#""reason":"events of type \#(name) are sent by the node alone""#))
            }
            for peer in [sender, other] {
                let sent = try await peer.settled()
                #expect(sent == [])
            }
        }
    }

    @Test func `Who may only listen types unseen, and a payload that is none goes nowhere`() async throws {
        try await withRealtime { world in
            let ack = #"{"private":true,"broadcast":{"ack":true}}"#
            let (viewer, writer) = (
                try await join(world, bob, mayBroadcast: false, config: ack), try await join(world, ada, loop: 1, config: ack)
            )
            try await viewer.send(send("typing.start", ref: #""5""#, topic: world.topic))
            #expect(await viewer.next().contains("You do not have permissions to write"))
            try await writer.send(send("cursor.moved", "[1]", ref: #""5""#, topic: world.topic))
            #expect(await writer.next().contains(#""reason":"the payload of cursor.moved is an object""#))
            for peer in [viewer, writer] {
                let sent = try await peer.settled()
                #expect(sent == [])
            }
        }
    }

    @Test func `What a client says of itself counts for nothing: the envelope is the node's`() async throws {
        try await withRealtime { world in
            let (sender, other) = (try await join(world, ada), try await join(world, bob, loop: 1))
            let forged = #"{"userId":"\#(bob)","actorId":"\#(bob)"}"#
            try await sender.send(send("typing.start", forged, topic: world.topic))
            let start = await other.next()
            #expect(start.contains(#""actorId":"\#(ada)""#) && !start.contains("\(bob)"))
            #expect(
                start.contains(
                    #""payload":{"scope":"\#(world.room)","channelId":null,"userId":"\#(ada)","name":"Ada"}"#)
            )
            #expect(start.contains(#""emittedAt":"\#(world.clock.now)""#))
            try await sender.send(send("cursor.moved", #"{"x": 1}"#, topic: world.topic))
            let cursor = await other.next()
            #expect(cursor.contains(#""payload":{"x": 1},"emittedAt""#))
            try await sender.send(send("custom", #"{"x": 2}"#, topic: world.topic))
            #expect(
                await other.next()
                    == #"[null,null,"\#(world.topic)","broadcast",{"type":"broadcast","event":"custom","payload":{"x": 2},"meta":{"actorId":"\#(ada)"}}]"#
            )
            let own = try await sender.settled()
            #expect(own == [])
        }
    }

    @Test func `A binary broadcast in a room says who sent it, too`() async throws {
        try await withRealtime { world in
            let (sender, other) = (try await join(world, ada), try await join(world, bob, loop: 1))
            try await sender.send(
                binary: Frames.userPush(joinRef: "1", ref: "", topic: world.topic, event: "raw", metadata: "", encoding: 0, [0, 255]))
            let frame = await other.nextFrame()
            #expect(
                frame.map { Array($0.bytes.readableBytesView) }
                    == Frames.userBroadcast(
                        topic: world.topic, event: "raw", metadata: #"{"actorId":"\#(ada)"}"#, encoding: 0, [0, 255]))
        }
    }

    @Test func `In other channels an ephemeral name is nothing special`() async throws {
        try await withRealtime { world in
            let topic = "realtime:plain"
            let sender = try await join(world, ada, topic: topic, config: "{}")
            let other = try await join(world, bob, loop: 1, topic: topic, config: "{}")
            try await sender.send(send("typing.start", #"{"n":1}"#, topic: topic))
            #expect(
                await other.next() == #"[null,null,"\#(topic)","broadcast",{"type":"broadcast","event":"typing.start","payload":{"n":1}}]"#)
        }
    }

    @Test func `Typing stops by itself, six seconds after it was last said`() async throws {
        try await withRealtime { world in
            let (sender, other) = (try await join(world, ada), try await join(world, bob, loop: 1))
            try await sender.send(send("typing.stop", topic: world.topic))
            try await sender.send(send("typing.start", topic: world.topic))
            #expect(await other.next().contains(#""event":"typing.start""#))
            await world.loops[0].advanceTime(by: .seconds(4))
            try await sender.send(send("typing.start", topic: world.topic))
            #expect(await other.next().contains(#""event":"typing.start""#))
            await world.loops[0].advanceTime(by: .seconds(4))
            let still = try await other.settled()
            #expect(still == [])
            await world.loops[0].advanceTime(by: .seconds(2))
            #expect(await other.next().contains(#""event":"typing.stop""#))
            await world.loops[0].advanceTime(by: .seconds(10))
            let quiet = try await other.settled()
            #expect(quiet == [])
        }
    }

    @Test(arguments: ["leave", "close", "stop", "rejoin"])
    func `Typing ends once with whoever typed`(way: String) async throws {
        try await withRealtime { world in
            let (sender, other) = (try await join(world, ada), try await join(world, bob, loop: 1))
            try await sender.send(send("typing.start", topic: world.topic))
            #expect(await other.next().contains(#""event":"typing.start""#))
            switch way {
            case "leave": try await sender.send(#"["1","7","\#(world.topic)","phx_leave",{}]"#)
            case "close": try await sender.close()
            case "rejoin": try await sender.send(world.join("2"))
            default: try await sender.send(send("typing.stop", topic: world.topic))
            }
            #expect(await other.next().contains(#""event":"typing.stop""#))
            await world.loops[0].advanceTime(by: .seconds(10))
            let quiet = try await other.settled()
            #expect(quiet == [])
        }
    }
}
