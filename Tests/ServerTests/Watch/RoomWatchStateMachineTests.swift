import NIOCore
import Primitives
import Realtime
import Testing

@testable import Server

struct RoomWatchStateMachineTests {
    private static let room = Room.lead(ID<Subject>(high: 1, low: 2))
    private let topic = "realtime:\(Self.room)"
    private let now = Timestamp(seconds: 1_000)

    private func machine(_ start: WatchStart = .now) -> RoomWatchStateMachine {
        RoomWatchStateMachine(room: Self.room, start: start, now: now)
    }

    private func frame(_ event: String, _ payload: String, ref: String? = nil, topic: String? = nil) throws -> NodeFrame {
        let ref = ref.map { "\"\($0)\"" } ?? "null"
        let text = #"["1",\#(ref),"\#(topic ?? self.topic)","\#(event)",\#(payload)]"#
        return try #require(NodeFrame(.text(ByteBuffer(string: text))))
    }

    private func reply(_ response: String, status: String = "ok") throws -> NodeFrame {
        try frame("phx_reply", #"{"status":"\#(status)","response":\#(response)}"#, ref: NodeFrame.joinRef)
    }

    private func heartbeatReply() throws -> NodeFrame {
        try frame("phx_reply", #"{"status":"ok","response":{}}"#, ref: "heartbeat", topic: "phoenix")
    }

    private func event(_ seq: Int, epoch: String = "e1") throws -> NodeFrame {
        let envelope = #"{"type":"lead.updated","entityId":"x","entityVersion":\#(seq),"payload":{}}"#
        return try frame(
            "broadcast", #"{"type":"broadcast","event":"lead.updated","payload":\#(envelope),"meta":{"seq":\#(seq),"epoch":"\#(epoch)"}}"#)
    }

    /// The `config` of the join that a connection would begin with.
    private func config(_ machine: inout RoomWatchStateMachine) throws -> JSONValue {
        try #require(machine.connected().first?.payload["config"])
    }

    @Test(arguments: [
        ("Unauthorized: You do not have permissions to read from this Channel topic: x", true),
        ("ClientJoinRateLimitReached: Too many joins per second", false),
        ("InternalServerError: The join could not be decided; try again", false),
    ])
    func `A refused join ends the watch, unless the node asks to come again`(_ reason: String, _ isFinal: Bool) throws {
        var machine = machine()
        _ = machine.connected()
        let actions = machine.receive(try reply(#"{"reason":"\#(reason)"}"#, status: "error"))
        #expect(actions == [isFinal ? .end("the room can't be joined: \(reason)") : .reconnect(reason)])
    }

    @Test func `A channel that the node closes ends the watch with what it said`() throws {
        var machine = machine()
        _ = machine.connected()
        _ = machine.receive(try reply(#"{"cursor":{"epoch":"e1","seq":4}}"#))
        let system = #"{"extension":"system","status":"error","message":"You no longer have permission","channel":"x"}"#
        #expect(machine.receive(try frame("system", system)) == [])
        #expect(machine.receive(try frame("phx_close", "{}")) == [.end("You no longer have permission")])
        #expect(machine.receive(try frame("phx_error", "{}")) == [.reconnect("the node ended the channel for now")])
    }

    @Test func `After a lost connection it asks for what came after the last event, and prints none twice`() throws {
        var machine = machine()
        #expect(try config(&machine)["cursor"] == nil)
        #expect(machine.receive(try reply(#"{"cursor":{"epoch":"e1","seq":4}}"#)) == [.joined("from now on")])
        #expect(machine.receive(try event(5)).count == 1)
        #expect(machine.receive(try event(7)).count == 1)
        #expect(machine.receive(try event(7)) == [])

        #expect(try config(&machine)["cursor"] == ["epoch": "e1", "seq": 7])
        let joined = machine.receive(try reply(#"{"cursor":{"epoch":"e1","seq":20},"recovered":true}"#))
        #expect(joined == [.joined("going on after e1:7")])
        #expect(machine.receive(try event(6)) == [])
        #expect(machine.receive(try event(9)).count == 1)
        // Lost in the middle of what was missed.
        #expect(try config(&machine)["cursor"] == ["epoch": "e1", "seq": 9])
        _ = machine.receive(try reply(#"{"cursor":{"epoch":"e1","seq":20},"recovered":true}"#))
        // The answer to the heartbeat comes after all that was missed.
        _ = machine.receive(try heartbeatReply())
        #expect(try config(&machine)["cursor"] == ["epoch": "e1", "seq": 20])
    }

    @Test func `What can't be told any more is said, and another history begins anew`() throws {
        var machine = machine(.after(EventCursor(epoch: "e1", seq: 9)))
        _ = machine.connected()
        _ = machine.receive(try reply(#"{"cursor":{"epoch":"e1","seq":9},"recovered":true}"#))
        _ = machine.receive(try event(12))
        _ = machine.connected()
        let joined = machine.receive(try reply(#"{"cursor":{"epoch":"e2","seq":3},"recovered":false,"reason":"epoch"}"#))
        #expect(joined == [.joined("what happened since e1:12 can't be told any more (epoch); from now on")])
        #expect(machine.receive(try event(4, epoch: "e2")).count == 1)
        #expect(try config(&machine)["cursor"] == ["epoch": "e2", "seq": 4])
    }

    @Test func `The last minutes are asked for until they are whole`() throws {
        var machine = machine(.last(.seconds(60)))
        let replay: JSONValue = ["since": 940_000, "limit": 25]
        #expect(try config(&machine)["broadcast"]?["replay"] == replay)
        _ = machine.receive(try reply(#"{"cursor":{"epoch":"e1","seq":9}}"#))
        #expect(machine.receive(try event(7)).count == 1)
        #expect(try config(&machine)["broadcast"]?["replay"] == replay)
        _ = machine.receive(try reply(#"{"cursor":{"epoch":"e1","seq":9}}"#))
        #expect(machine.receive(try event(7)) == [])
        #expect(machine.receive(try event(8)).count == 1)
        _ = machine.receive(try heartbeatReply())
        let config = try config(&machine)
        #expect(config["cursor"] == ["epoch": "e1", "seq": 9] && config["broadcast"]?["replay"] == nil)
    }

    @Test func `What is not stored is printed and moves nothing`() throws {
        var machine = machine()
        _ = machine.connected()
        _ = machine.receive(try reply(#"{"cursor":{"epoch":"e1","seq":4}}"#))
        let actions = machine.receive(try frame("broadcast", #"{"event":"wave","payload":{"x":1},"meta":{"actorId":"a"}}"#))
        guard case .print(let event) = actions.first else { throw Missing() }
        #expect(event.place == nil && event.members == ["type": "wave", "actorId": "a", "payload": ["x": 1]])
        #expect(machine.receive(try frame("broadcast", #"{"event":7}"#)) == [])
        #expect(try config(&machine)["cursor"] == ["epoch": "e1", "seq": 4])
    }

    private struct Missing: Error {}
}
