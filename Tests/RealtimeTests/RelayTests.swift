import NIOCore
import NIOEmbedded
import Primitives
import Testing

@testable import Realtime

@Suite(.timeLimit(.minutes(2)))
struct RelayTests {
    private let topic = "realtime:t"

    private func join(_ peer: Peer, _ version: PhoenixVersion, broadcast: String = "{}", isPrivate: Bool = false) async throws {
        let payload = #"{"config":{"broadcast":\#(broadcast),"private":\#(isPrivate)}}"#
        switch version {
        case .v1: try await peer.send(#"{"topic":"\#(topic)","event":"phx_join","payload":\#(payload),"ref":"1"}"#)
        case .v2: try await peer.send(#"["1","1","\#(topic)","phx_join",\#(payload)]"#)
        }
        #expect(await peer.next().contains(#""status":"ok""#))
    }

    @Test(arguments: [
        (#"{"type":"broadcast","event":"lead.updated","payload":{}}"#, "events of type lead.updated are sent by the node alone"),
        (#"{"type":"broadcast","event":"Lead.Job.Status","payload":{}}"#, "events of type Lead.Job.Status are sent by the node alone"),
        (
            #"{"type":"broadcast","event":"e","event":"lead.updated","payload":{}}"#,
            "a broadcast is an object with one event name and a payload"
        ),
        (#"{"event":7}"#, "a broadcast is an object with one event name and a payload"),
        ("[]", "a broadcast is an object with one event name and a payload"),
        (#"{"event":"e","payload":"\#(String(repeating: "x", count: 300))"}"#, "payload_size_exceeded"),
    ])
    func `What a client may not send is refused, or dropped when it wants no answer`(_ payload: String, _ reason: String) async throws {
        var limits = SessionLimits()
        limits.broadcastBytes = 300
        try await withRealtime(limits: limits) { world in
            let (asking, silent, other) = (try await world.open(), try await world.open(), try await world.open())
            try await join(asking, .v2, broadcast: #"{"ack":true,"self":true}"#)
            try await join(silent, .v2)
            try await join(other, .v2)
            for peer in [asking, silent] { try await peer.send(#"["1","5","\#(topic)","broadcast",\#(payload)]"#) }
            #expect(await asking.next() == #"["1","5","\#(topic)","phx_reply",{"status":"error","response":{"reason":"\#(reason)"}}]"#)
            for peer in [asking, silent, other] {
                let sent = try await peer.settled()
                #expect(sent == [])
            }
        }
    }

    @Test func `Who may not write is refused, and in a room nobody writes metadata`() async throws {
        try await withRealtime { world in
            let grants = [false, true].map { world.grant(mayBroadcast: $0) }
            let (reader, writer) = (try await world.open { _ in .admitted(grants[0]) }, try await world.open { _ in .admitted(grants[1]) })
            for peer in [reader, writer] {
                try await peer.send(world.join(config: #"{"private":true,"broadcast":{"ack":true}}"#))
                _ = await peer.next()
            }
            try await reader.send(#"["1","2","\#(world.topic)","broadcast",{"event":"typing","payload":{}}]"#)
            #expect(await reader.next().contains(#""reason":"Unauthorized: You do not have permissions to write"#))
            try await writer.send(#"["1","2","\#(world.topic)","broadcast",{"event":"typing","payload":{},"meta":{"seq":99}}]"#)
            #expect(await writer.next().contains(#""status":"error""#))
            let sent = try await reader.settled()
            #expect(sent == [])
            try await writer.send(#"["1","3","\#(world.topic)","broadcast",{"event":"typing","payload":{}}]"#)
            #expect(await reader.next() == #"[null,null,"\#(world.topic)","broadcast",{"event":"typing","payload":{}}]"#)
        }
    }

    @Test func `Text goes word for word to every version on every loop, to the sender if asked, then the acknowledgement`() async throws {
        try await withRealtime { world in
            let sender = try await world.open(.v1)
            let receivers = [
                try await world.open(.v1), try await world.open(.v2), try await world.open(.v1, loop: 1),
                try await world.open(.v2, loop: 1),
            ]
            try await join(sender, .v1, broadcast: #"{"ack":"true","self":"True"}"#)
            for (peer, version) in zip(receivers, [PhoenixVersion.v1, .v2, .v1, .v2]) { try await join(peer, version) }
            let payload = #"{"type":"broadcast", "event":"cursor","payload":{"x": 1.0},"more":null}"#
            try await sender.send(#"{"topic":"\#(topic)","event":"broadcast","payload":\#(payload),"ref":"8"}"#)
            let first = #"{"topic":"\#(topic)","event":"broadcast","payload":\#(payload),"ref":null}"#
            let second = #"[null,null,"\#(topic)","broadcast",\#(payload)]"#
            #expect(await sender.next() == first)
            #expect(await sender.next() == #"{"topic":"\#(topic)","event":"phx_reply","payload":{"status":"ok","response":{}},"ref":"8"}"#)
            for (peer, expected) in zip(receivers, [first, second, first, second]) { #expect(await peer.next() == expected) }
        }
    }

    @Test func `A binary broadcast is binary to the second version and text to the first, which raw bytes skip`() async throws {
        try await withRealtime { world in
            let (sender, first, second) = (try await world.open(), try await world.open(.v1), try await world.open(loop: 1))
            try await join(sender, .v2)
            try await join(first, .v1)
            try await join(second, .v2)
            try await sender.send(
                binary: Frames.userPush(joinRef: "1", ref: "", topic: topic, event: "raw", metadata: "", encoding: 0, [0, 255]))
            try await sender.send(
                binary: Frames.userPush(joinRef: "1", ref: "", topic: topic, event: "e", metadata: "", encoding: 1, Array("{\"n\":1}".utf8))
            )
            #expect(
                await first.next()
                    == #"{"topic":"\#(topic)","event":"broadcast","payload":{"type":"broadcast","event":"e","payload":{"n":1}},"ref":null}"#
            )
            let raw = await second.nextFrame()
            #expect(raw?.kind == .binary)
            #expect(
                raw.map { Array($0.bytes.readableBytesView) }
                    == Frames.userBroadcast(topic: topic, event: "raw", metadata: "", encoding: 0, [0, 255]))
            let json = await second.nextFrame()
            #expect(
                json.map { Array($0.bytes.readableBytesView) }
                    == Frames.userBroadcast(topic: topic, event: "e", metadata: "", encoding: 1, Array("{\"n\":1}".utf8)))
            let sent = try await sender.settled()
            #expect(sent == [])
        }
    }

    @Test func `Another workspace, and the private channel of the same name, hear nothing`() async throws {
        try await withRealtime { world in
            let foreign = world.grant(workspace: ID())
            let (sender, stranger, member) = (
                try await world.open(), try await world.open { _ in .admitted(foreign) }, try await world.open()
            )
            try await join(sender, .v2, broadcast: #"{"ack":true}"#)
            try await join(stranger, .v2)
            try await join(member, .v2, isPrivate: true)
            try await sender.send(#"["1","5","\#(topic)","broadcast",{"event":"e","payload":{}}]"#)
            #expect(await sender.next() == #"["1","5","\#(topic)","phx_reply",{"status":"ok","response":{}}]"#)
            for peer in [stranger, member] {
                let sent = try await peer.settled()
                #expect(sent == [])
            }
        }
    }

    @Test func `One sender's messages keep their order on every loop`() async throws {
        var limits = SessionLimits()
        limits.messagesPerSecond = 1_000
        try await withRealtime(limits: limits) { world in
            let (sender, near, far) = (try await world.open(), try await world.open(), try await world.open(loop: 1))
            for peer in [sender, near, far] { try await join(peer, .v2) }
            for number in 1...200 { try await sender.send(#"["1",null,"\#(topic)","broadcast",{"event":"e","payload":{"n":\#(number)}}]"#) }
            for peer in [near, far] {
                for number in 1...200 { #expect(await peer.next().contains(#"{"n":\#(number)}"#)) }
            }
        }
    }
}
