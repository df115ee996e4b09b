import NIOCore
import NIOEmbedded
import Primitives
import Testing

@testable import Realtime

@Suite(.timeLimit(.minutes(2)))
struct PhoenixSessionTests {
    private func ok(_ ref: String, _ topic: String, _ response: String = "{}") -> String {
        #"["1","\#(ref)","\#(topic)","phx_reply",{"status":"ok","response":\#(response)}]"#
    }

    private func refused(_ ref: String, _ topic: String, _ reason: String) -> String {
        #"["\#(ref)","\#(ref)","\#(topic)","phx_reply",{"status":"error","response":{"reason":"\#(reason)"}}]"#
    }

    // MARK: Refusals

    @Test(arguments: [
        ("room:not-realtime", "{}", "unmatched topic"), ("realtime:", "{}", "TopicNameRequired: You must provide a topic name"),
        ("realtime:any", "{}", "PrivateOnly: This project only allows private channels"),
        ("realtime:room:lead:x", "{}", "Unauthorized: You do not have permissions to read from this Channel topic: room:lead:x"),
        ("realtime:any", #"{"private":"true"}"#, "Unauthorized: You do not have permissions to read from this Channel topic: any"),
        (
            "realtime:room:lead:01900000-0000-7000-8000-000000000001", "{}",
            "Unauthorized: You do not have permissions to read from this Channel topic: room:lead:01900000-0000-7000-8000-000000000001"
        ),
        ("realtime:" + String(repeating: "x", count: 250), "{}", "TopicNameTooLong: A topic has at most 255 bytes"),
    ])
    func `A join that is not allowed is refused in the words that clients know`(
        _ topic: String, _ config: String, _ reason: String
    ) async throws {
        try await withRealtime(policy: ChannelPolicy(allowsPublic: false)) { world in
            let peer = try await world.open { .refused(.unauthorized(topic: $0.topic)) }
            try await peer.send(world.join("7", topic: topic, config: config))
            #expect(await peer.next() == refused("7", topic, reason))
            try await peer.send(#"["7","8","\#(topic)","broadcast",{"type":"broadcast","event":"e","payload":{}}]"#)
            #expect(await peer.next() == #"["7","8","\#(topic)","phx_reply",{"status":"error","response":{"reason":"unmatched topic"}}]"#)
            try await world.commit(version: 1)
            let more = try await peer.settled()
            #expect(more == [])
        }
    }

    @Test func `A decision that fails is an error to the client, without the reason`() async throws {
        struct Broken: Error {}
        try await withRealtime { world in
            let peer = try await world.open { _ in throw Broken() }
            try await peer.send(world.join())
            #expect(await peer.next() == refused("1", world.topic, "InternalServerError: The join could not be decided; try again"))
        }
    }

    @Test func `A client has so many channels and joins so often, not more`() async throws {
        var limits = SessionLimits()
        limits.channels = 2
        limits.joinsPerSecond = 3
        try await withRealtime(limits: limits) { world in
            let peer = try await world.open()
            for name in ["a", "b"] {
                try await peer.send(world.join(topic: "realtime:\(name)", config: "{}"))
                #expect(await peer.next() == ok("1", "realtime:\(name)", #"{"postgres_changes":[]}"#))
            }
            try await peer.send(world.join("5", topic: "realtime:c", config: "{}"))
            #expect(await peer.next() == refused("5", "realtime:c", "ChannelRateLimitReached: Too many channels"))
            try await peer.send(world.join(topic: "realtime:a", config: "{}"))
            #expect(await peer.next() == ok("1", "realtime:a", #"{"postgres_changes":[]}"#))
            try await peer.send(world.join("6", topic: "realtime:a", config: "{}"))
            #expect(await peer.next() == refused("6", "realtime:a", "ClientJoinRateLimitReached: Too many joins per second"))
            await peer.loop.advanceTime(by: .seconds(1))
            try await peer.send(world.join(topic: "realtime:a", config: "{}"))
            #expect(await peer.next() == ok("1", "realtime:a", #"{"postgres_changes":[]}"#))
        }
    }

    @Test func `Too many messages end the channel, telling why`() async throws {
        var limits = SessionLimits()
        limits.messagesPerSecond = 2
        try await withRealtime(limits: limits) { world in
            let peer = try await world.open()
            try await peer.send(world.join("9", topic: "realtime:t", config: "{}"))
            _ = await peer.next()
            for _ in 1...3 { try await peer.send(#"["9",null,"realtime:t","broadcast",{"event":"e"}]"#) }
            #expect(
                await peer.next()
                    == #"[null,null,"realtime:t","system",{"extension":"system","status":"error","message":"Too many messages per second","channel":"t"}]"#
            )
            #expect(await peer.next() == #"["9","9","realtime:t","phx_close",{}]"#)
        }
    }

    @Test func `When too many joins wait for the database, more are told to come back`() async throws {
        try await withRealtime(isRunning: false) { world in
            let desk = JoinDesk()
            for _ in 0..<JoinDesk.queueLimit { #expect(desk.submit {}) }
            #expect(!desk.submit {})
        }
    }

    // MARK: Replies

    @Test func `A heartbeat is answered in the form in which it came`() async throws {
        try await withRealtime { world in
            let (first, second) = (try await world.open(.v1), try await world.open(.v2))
            try await first.send(#"{"topic":"phoenix","event":"heartbeat","payload":{},"ref":null}"#)
            #expect(await first.next() == #"{"topic":"phoenix","event":"phx_reply","payload":{"status":"ok","response":{}},"ref":null}"#)
            try await second.send(#"[null,"3","phoenix","heartbeat",{}]"#)
            #expect(await second.next() == #"[null,"3","phoenix","phx_reply",{"status":"ok","response":{}}]"#)
        }
    }

    @Test func `Rubbish is ignored and the socket lives`() async throws {
        try await withRealtime { world in
            let peer = try await world.open()
            for text in ["not json", "[]", #"{"topic":"x"}"#, #"["1","2"]"#, "null"] { try await peer.send(text) }
            for bytes in [[], [3], [9, 1, 2], [3, 255, 255, 255, 255, 255, 1, 97]] as [[UInt8]] { try await peer.send(binary: bytes) }
            let sent = try await peer.settled()
            #expect(sent == [])
        }
    }

    @Test func `A join with or without a config is answered, then presence, in both forms`() async throws {
        try await withRealtime { world in
            let (first, second) = (try await world.open(.v1), try await world.open(.v2))
            try await second.send(
                #"["1","1","realtime:t","phx_join",{"config":{"presence":{"enabled":"True","key":""},"postgres_changes":null},"x":1}]"#)
            #expect(await second.next() == ok("1", "realtime:t", #"{"postgres_changes":[]}"#))
            #expect(await second.next() == #"[null,null,"realtime:t","presence_state",{}]"#)
            try await second.send(#"["1","2","realtime:t","presence",{"event":"TRACK","payload":{"m":1}}]"#)
            #expect(await second.next() == ok("2", "realtime:t"))
            try await second.send(#"["1","3","realtime:t","presence",{"event":"track","payload":[]}]"#)
            #expect(await second.next().contains("Presence track payload must be a map"))
            try await first.send(#"{"topic":"realtime:t","event":"phx_join","payload":{},"ref":"4","join_ref":null}"#)
            #expect(
                await first.next()
                    == #"{"topic":"realtime:t","event":"phx_reply","payload":{"status":"ok","response":{"postgres_changes":[]}},"ref":"4"}"#
            )
        }
    }

    @Test func `A room is private whatever the client says, and its cursor is in the reply`() async throws {
        try await withRealtime(policy: ChannelPolicy(allowsPublic: false)) { world in
            try await world.commit(version: 1)
            let grant = world.grant(mayBroadcast: false)
            let peer = try await world.open { $0.isPrivate && $0.room == world.room ? .admitted(grant) : .refused(.privateOnly) }
            try await peer.send(world.join(config: "{}"))
            #expect(await peer.next() == world.joined(seq: 1))
        }
    }

    @Test func `After a leave nothing is delivered and no close follows`() async throws {
        try await withRealtime { world in
            let peer = try await world.open()
            try await peer.send(world.join())
            _ = await peer.next()
            try await peer.send(#"["0","2","\#(world.topic)","phx_leave",{}]"#)
            #expect(await peer.next() == #"["0","2","\#(world.topic)","phx_reply",{"status":"ok","response":{}}]"#)
            let kept = try await world.subscribers(of: world.room, loop: 0)
            #expect(kept == 1, "a leave of an earlier instance is not one of this")
            try await peer.send(#"["1","3","\#(world.topic)","phx_leave",{}]"#)
            #expect(await peer.next() == ok("3", world.topic))
            try await peer.send(#"["1","4","\#(world.topic)","phx_leave",{}]"#)
            #expect(await peer.next() == ok("4", world.topic))
            try await world.commit(version: 1)
            let sent = try await peer.settled()
            #expect(sent == [])
        }
    }

    @Test func `A second join takes the place of the first, silently`() async throws {
        try await withRealtime { world in
            let peer = try await world.open()
            try await peer.send(world.join("1"))
            _ = await peer.next()
            try await peer.send(world.join("2", config: #"{"private":true,"broadcast":{"self":true}}"#))
            #expect(await peer.next() == world.joined("2", seq: 0))
            try await world.commit(version: 1)
            #expect(await peer.next().contains(#""seq":1"#))
            let sent = try await peer.settled()
            #expect(sent == [])
            try await peer.send(#"["1","9","\#(world.topic)","broadcast",{"event":"e"}]"#)
            let stale = try await peer.settled()
            #expect(stale == [], "a message of the first instance is not one of the second")
            try await peer.send(#"["2","9","\#(world.topic)","broadcast",{"event":"e"}]"#)
            #expect(await peer.next() == #"[null,null,"\#(world.topic)","broadcast",{"event":"e"}]"#)
        }
    }

    // MARK: Tokens

    @Test func `A token that says nothing new asks nothing; one that forbids ends the channel`() async throws {
        let asked = FrameQueue()
        try await withRealtime { world in
            let grant = world.grant(mayBroadcast: true)
            let peer = try await world.open { request in
                let token = request.token?.revealedText ?? "none"
                asked.append(SentFrame(SentFrame.serialize(ByteBuffer(string: token), .text)))
                return token == "bad" ? .refused(.unauthorized(topic: request.topic)) : .admitted(grant)
            }
            try await peer.send(#"["1","1","\#(world.topic)","phx_join",{"config":{"private":true},"access_token":"sb_publishable_a"}]"#)
            #expect(await peer.next() == world.joined(seq: 0))
            #expect(await asked.next()?.text == "none")
            for token in [#""sb_b""#, "null", #""""#, "5"] {
                try await peer.send(#"["1","2","\#(world.topic)","access_token",{"access_token":\#(token)}]"#)
            }
            for token in ["good", "good"] {
                try await peer.send(#"["1","3","\#(world.topic)","access_token",{"access_token":"\#(token)"}]"#)
            }
            #expect(await asked.next()?.text == "good")
            let sent = try await peer.settled()
            #expect(sent == [])
            try await peer.send(#"["1","4","\#(world.topic)","access_token",{"access_token":"bad"}]"#)
            #expect(
                await peer.next()
                    == #"[null,null,"\#(world.topic)","system",{"extension":"system","status":"error","message":"You no longer have permission to read from this Channel topic: \#(world.room)","channel":"\#(world.room)"}]"#
            )
            #expect(await peer.next() == #"["1","1","\#(world.topic)","phx_close",{}]"#)
            #expect(await asked.next()?.text == "bad")
            let left = try await world.subscribers(of: world.room, loop: 0)
            #expect(left == 0)
        }
    }

    // MARK: Closing

    @Test func `A socket that closes while it is written to, or twice, leaves nothing behind`() async throws {
        try await withRealtime { world in
            let (peer, other) = (try await world.open(), try await world.open())
            for socket in [peer, other] {
                try await socket.send(world.join())
                _ = await socket.next()
            }
            try await peer.closeOnNextFrame()
            try await world.commit(version: 1)
            _ = await other.next()
            _ = await peer.next()
            try await world.commit(version: 2)
            #expect(await other.next().contains(#""seq":2"#))
            try await peer.close()
            try await peer.send(world.join("2"))
            let left = try await world.subscribers(of: world.room, loop: 0)
            #expect(left == 1)
        }
    }
}
