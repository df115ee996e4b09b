import NIOCore
import Primitives
import Testing

@testable import Realtime

struct PhoenixCodecTests {
    private static let versions: [PhoenixVersion] = [.v1, .v2]

    @Test(arguments: [nil, "1.0.0", "2.0.0", "3.0.0", ""] as [String?])
    func `A version that is not spoken is refused, none is the first`(_ vsn: String?) {
        let expected: PhoenixVersion? = ["1.0.0": .v1, "2.0.0": .v2][vsn ?? "1.0.0"]
        #expect(PhoenixVersion(query: vsn) == expected)
    }

    @Test(
        arguments: [
            "not json", "[]", #"{"topic":"x"}"#, #"["1","2"]"#, "null", "", "{}", #"["1","2",3,"e",{}]"#, #"[{},"2","t","e",{}]"#,
            #"{"topic":"t","event":7,"payload":{},"ref":"1"}"#, #"{"topic":"t","event":"e","payload":{},"ref":[]}"#,
        ], versions)
    func `Rubbish is no message`(_ text: String, _ version: PhoenixVersion) {
        #expect(PhoenixCodec.decode(text: ByteBuffer(string: text), version: version) == nil)
    }

    @Test(
        arguments: [
            [], [3], [9, 1, 2], [3, 255, 255, 255, 255, 255, 1, 97, 98, 99], [3, 0, 0, 0, 0, 0, 2], [3, 0, 0, 1, 1, 0, 1, 116, 101, 123],
            [3, 0, 0, 1, 1, 1, 1, 116, 101, 91, 123, 125], [3, 0, 0, 1, 0, 0, 0, 0xFF], [0, 0, 0, 1, 1, 116, 101, 120],
            [4, 1, 1, 0, 1, 116, 101, 123, 125], [1],
        ] as [[UInt8]])
    func `Binary rubbish is no message`(_ bytes: [UInt8]) {
        #expect(PhoenixCodec.decode(binary: ByteBuffer(bytes: bytes)) == nil)
    }

    @Test func `Both forms of text say the same`() throws {
        let object = #"{"topic":"realtime:é","event":"phx_join","payload":{"config":{}},"ref":"1","join_ref":"2","more":[1]}"#
        let array = #"["2","1","realtime:\u00e9","phx_join",{"config":{}},"more"]"#
        for (text, version) in [(object, PhoenixVersion.v1), (array, .v2)] {
            let message = try #require(PhoenixCodec.decode(text: ByteBuffer(string: text), version: version))
            #expect(message.joinRef == "2")
            #expect(message.ref == "1")
            #expect(message.topic == "realtime:é")
            #expect(message.event == "phx_join")
            guard case .json(let payload) = message.body else { throw Unexpected() }
            #expect(String(buffer: payload.bytes) == #"{"config":{}}"#)
        }
    }

    @Test func `References may be null, absent or numbers, and a payload may be missing`() throws {
        let message = try #require(
            PhoenixCodec.decode(text: ByteBuffer(string: #"{"topic":"phoenix","event":"heartbeat","ref":null}"#), version: .v1))
        #expect(message.ref == nil)
        #expect(message.joinRef == nil)
        let numbered = try #require(PhoenixCodec.decode(text: ByteBuffer(string: #"[1,2,"t","e",null]"#), version: .v2))
        #expect(numbered.joinRef == "1")
        #expect(numbered.ref == "2")
    }

    @Test func `A kind 3 frame is a broadcast with its bytes as they are`() throws {
        let frame = Frames.userPush(
            joinRef: "1", ref: "5", topic: "realtime:t", event: "cursor ✓", metadata: #"{"a":1}"#, encoding: 1, Array(#"{"x": 1}"#.utf8))
        let message = try #require(PhoenixCodec.decode(binary: ByteBuffer(bytes: frame)))
        #expect([message.joinRef, message.ref, message.topic, message.event] == ["1", "5", "realtime:t", "broadcast"])
        guard case .user(let broadcast) = message.body else { throw Unexpected() }
        #expect(broadcast.event == "cursor ✓")
        #expect(String(buffer: broadcast.payload) == #"{"x": 1}"#)
        let (second, kind) = try #require(PhoenixCodec.encode(.user(broadcast), topic: "realtime:t", version: .v2))
        #expect(kind == .binary)
        #expect(
            Array(second.readableBytesView)
                == Frames.userBroadcast(
                    topic: "realtime:t", event: "cursor ✓", metadata: #"{"a":1}"#, encoding: 1, Array(#"{"x": 1}"#.utf8)))
        let (first, text) = try #require(PhoenixCodec.encode(.user(broadcast), topic: "realtime:t", version: .v1))
        #expect(text == .text)
        #expect(
            String(buffer: first)
                == #"{"topic":"realtime:t","event":"broadcast","payload":{"type":"broadcast","event":"cursor ✓","payload":{"x": 1},"meta":{"a":1}},"ref":null}"#
        )
    }

    @Test func `Raw bytes can't be told in the first version`() throws {
        let frame = Frames.userPush(joinRef: "", ref: "", topic: "t", event: "e", metadata: "", encoding: 0, [0, 255])
        let message = try #require(PhoenixCodec.decode(binary: ByteBuffer(bytes: frame)))
        #expect(message.joinRef == nil)
        #expect(message.ref == nil)
        guard case .user(let broadcast) = message.body else { throw Unexpected() }
        #expect(PhoenixCodec.encode(.user(broadcast), topic: "t", version: .v1) == nil)
        let (second, _) = try #require(PhoenixCodec.encode(.user(broadcast), topic: "t", version: .v2))
        #expect(Array(second.readableBytesView) == [4, 1, 1, 0, 0, 116, 101, 0, 255])
    }

    @Test func `A kind 0 frame is any push`() throws {
        let message = try #require(
            PhoenixCodec.decode(binary: ByteBuffer(bytes: [0, 1, 2, 1, 8] + Array(#"112tpresence{"event":"track"}"#.utf8))))
        #expect([message.joinRef, message.ref, message.topic, message.event] == ["1", "12", "t", "presence"])
    }

    @Test func `A text broadcast is passed on word for word`() throws {
        let payload = try #require(JSONSlice(ByteBuffer(string: #"{"type":"broadcast", "event":"e","payload":{"n":1.50},"x":[]}"#)))
        let (first, _) = try #require(PhoenixCodec.encode(.broadcast(payload.bytes), topic: "realtime:t", version: .v1))
        let (second, _) = try #require(PhoenixCodec.encode(.broadcast(payload.bytes), topic: "realtime:t", version: .v2))
        #expect(
            String(buffer: first)
                == #"{"topic":"realtime:t","event":"broadcast","payload":{"type":"broadcast", "event":"e","payload":{"n":1.50},"x":[]},"ref":null}"#
        )
        #expect(
            String(buffer: second) == #"[null,null,"realtime:t","broadcast",{"type":"broadcast", "event":"e","payload":{"n":1.50},"x":[]}]"#
        )
    }

    @Test func `Replies carry their references as text, pushes a null`() {
        let reply = OutgoingMessage(joinRef: "1", ref: "3", topic: "t\"", event: "phx_reply", payload: #"{"status":"ok","response":{}}"#)
        #expect(
            String(buffer: PhoenixCodec.encode(reply, version: .v1))
                == #"{"topic":"t\"","event":"phx_reply","payload":{"status":"ok","response":{}},"ref":"3"}"#)
        #expect(String(buffer: PhoenixCodec.encode(reply, version: .v2)) == #"["1","3","t\"","phx_reply",{"status":"ok","response":{}}]"#)
        let push = OutgoingMessage(joinRef: nil, ref: nil, topic: "t", event: "system", payload: "{}")
        #expect(String(buffer: PhoenixCodec.encode(push, version: .v1)) == #"{"topic":"t","event":"system","payload":{},"ref":null}"#)
        #expect(String(buffer: PhoenixCodec.encode(push, version: .v2)) == #"[null,null,"t","system",{}]"#)
    }

    @Test(arguments: versions)
    func `Whatever bytes come, nothing breaks and only whole text goes on`(_ version: PhoenixVersion) {
        var random = SplitMix(seed: 11)
        let seeds: [[UInt8]] = [
            Array(#"["1","2","realtime:t","broadcast",{"type":"broadcast","event":"e","payload":{"é":[1,2.5,null]}}]"#.utf8),
            Array(#"{"topic":"t","event":"broadcast","payload":{"event":"e"},"ref":"1","join_ref":null}"#.utf8),
            Frames.userPush(joinRef: "1", ref: "2", topic: "t", event: "e", metadata: "{}", encoding: 1, Array("{\"a\":1}".utf8)),
        ]
        for round in 0..<30_000 {
            var bytes =
                round % 4 == 3
                ? (0..<Int.random(in: 0...40, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) } : seeds[round % 4]
            for _ in 0..<Int.random(in: 0...3, using: &random) where !bytes.isEmpty {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            if Bool.random(using: &random) { bytes.removeLast(Int.random(in: 0...bytes.count, using: &random)) }
            let text = PhoenixCodec.decode(text: ByteBuffer(bytes: bytes), version: version)
            let binary = PhoenixCodec.decode(binary: ByteBuffer(bytes: bytes))
            for message in [text, binary].compactMap(\.self) {
                _ = PhoenixCodec.encode(.ok(message), version: version)
                guard case .fit(let broadcast) = ClientBroadcast.inspect(message.body, sizeLimit: 1_000),
                    let (frame, kind) = PhoenixCodec.encode(broadcast.content, topic: message.topic, version: version), kind == .text
                else { continue }
                #expect(JSONSlice(frame) != nil)
            }
        }
    }
}

private struct Unexpected: Error {}
