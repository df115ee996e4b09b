import NIOCore
import Primitives
import Synchronization
import Testing

@testable import Realtime

@Suite(.timeLimit(.minutes(2)))
struct DirectBroadcastTests {
    private let person = ID<Subject>(high: 1, low: 2)
    private let traceID = TraceID()

    private func message(_ topic: String, _ event: String = "e", _ payload: String = "{}", isPrivate: Bool = true) throws -> DirectBroadcast
    {
        let object = try #require(JSONSlice(ByteBuffer(string: payload)))
        return DirectBroadcast(topic: topic, event: event, payload: .object(object), isPrivate: isPrivate)
    }

    private func admitting(_ world: RealtimeWorld, mayBroadcast: Bool = true) -> Authorise {
        let grant = world.grant(person: person, name: "Ana", mayBroadcast: mayBroadcast)
        return { _ in .admitted(grant) }
    }

    @Test func `Who may not join or not speak reaches nobody`() async throws {
        try await withRealtime { world in
            let peer = try await world.open()
            try await peer.send(world.join(topic: "realtime:t"))
            _ = await peer.next()
            let refused: Authorise = { .refused(.unauthorized(topic: $0.topic)) }
            for authorise in [refused, admitting(world, mayBroadcast: false)] {
                let refusals = try await world.endpoint.broadcast([try message("t")], traceID: traceID, authorise: authorise)
                #expect(refusals == [.unauthorized])
            }
            let heard = try await peer.settled()
            #expect(heard.isEmpty)
        }
    }

    @Test func `A name that begins like a room's is asked about only when it is one`() async throws {
        try await withRealtime { world in
            for topic in ["room:", "room:lead:x", "room:LEAD:\(world.lead)", "room:lead:\(world.lead):more"] {
                let refusals = try await world.endpoint.broadcast([try message(topic)], traceID: traceID, authorise: admitting(world))
                #expect(refusals == [.unauthorized])
            }
        }
    }

    @Test func `Public topics are refused where there are none, rooms are private whatever is said`() async throws {
        try await withRealtime(policy: ChannelPolicy(allowsPublic: false)) { world in
            let messages = [try message("t", isPrivate: false), try message(world.room.description, "notice", isPrivate: false)]
            let refusals = try await world.endpoint.broadcast(messages, traceID: traceID, authorise: admitting(world))
            #expect(refusals == [.publicTopic, nil])
        }
    }

    @Test(arguments: EventType.allCases.filter { !$0.mayClientsSend })
    func `What the node alone sends is refused in every topic`(_ type: EventType) async throws {
        try await withRealtime { world in
            for topic in ["t", world.room.description] {
                let refusals = try await world.endpoint.broadcast(
                    [try message(topic, type.rawValue.uppercased())], traceID: traceID, authorise: admitting(world))
                #expect(refusals == [.reservedEvent])
            }
        }
    }

    @Test func `Typing is a membership's, and an envelope holds no bytes`() async throws {
        try await withRealtime { world in
            let room = world.room.description
            let raw = DirectBroadcast(topic: room, event: "notice", payload: .raw(ByteBuffer(bytes: [0])), isPrivate: true)
            let refusals = try await world.endpoint.broadcast(
                [try message(room, "typing.start"), raw, try message(room, "notice")], traceID: traceID, authorise: admitting(world))
            #expect(refusals == [.reservedEvent, .notAnObject, nil])
        }
    }

    @Test func `Every socket of the topic gets it, of both versions and all loops, and the others nothing`() async throws {
        try await withRealtime { world in
            let (first, second, other) = (try await world.open(.v1), try await world.open(loop: 1), try await world.open())
            try await first.send(#"{"topic":"realtime:t","event":"phx_join","payload":{"config":{"private":true}},"ref":"1"}"#)
            try await second.send(world.join(topic: "realtime:t"))
            try await other.send(world.join(topic: "realtime:t", config: "{}"))
            for peer in [first, second, other] { _ = await peer.next() }
            let payload = #"{"a": 1.50 }"#
            _ = try await world.endpoint.broadcast([try message("t", "é\"", payload)], traceID: traceID, authorise: admitting(world))
            let body = #"{"type":"broadcast","event":"é\"","payload":\#(payload)}"#
            let texts = (await first.next(), await second.next(), try await other.settled())
            #expect(texts.0 == #"{"topic":"realtime:t","event":"broadcast","payload":\#(body),"ref":null}"#)
            #expect(texts.1 == #"[null,null,"realtime:t","broadcast",\#(body)]"#)
            #expect(texts.2.isEmpty)
        }
    }

    @Test func `In a room an event of the registry is an envelope of the node, any other carries who sent it`() async throws {
        try await withRealtime { world in
            let peer = try await world.open()
            try await peer.send(world.join())
            _ = await peer.next()
            let room = world.room.description
            _ = try await world.endpoint.broadcast(
                [
                    try message(room, "Notice", #"{"userId":"forged"}"#), try message(room, "cursor.moved", #"{"x":1}"#),
                    try message(room, "wave", #"{"x":2}"#),
                ], traceID: traceID, authorise: admitting(world))
            let (notice, cursor, wave) = (await peer.next(), await peer.next(), await peer.next())
            let actor = person
            #expect(notice.contains(#""event":"notice","payload":{"type":"notice","traceId":"\#(traceID)","actorId":"\#(actor)""#))
            #expect(cursor.contains(#""actorId":"\#(actor)""#) && cursor.contains(#""payload":{"x":1}"#))
            #expect(wave.contains(#"{"type":"broadcast","event":"wave","payload":{"x":2},"meta":{"actorId":"\#(actor)"}}"#))
            let versions = try [notice, cursor].map { text in
                try #require(JSONSlice(ByteBuffer(string: text))?.elements(limit: 5)?[4]["payload"]?["entityVersion"]?.integer)
            }
            #expect(versions[0] < versions[1])
        }
    }

    @Test func `One topic is asked about once`() async throws {
        try await withRealtime { world in
            let asked = Mutex(0)
            let grant = world.grant()
            let messages = [try message("t"), try message("t"), try message("t", isPrivate: false), try message("u")]
            let refusals = try await world.endpoint.broadcast(messages, traceID: traceID) { _ in
                asked.withLock { $0 += 1 }
                return .admitted(grant)
            }
            #expect(refusals == [nil, nil, nil, nil])
            #expect(asked.withLock { $0 } == 3)
        }
    }
}
