import Primitives
import Realtime
import Testing

@testable import Server

struct WatchLineTests {
    private static let noStarts: [(since: String?, last: String?)] = [
        ("12", nil), ("e1:", nil), (":12", nil), ("e1:-1", nil), ("e1:x", nil), (nil, "10"), (nil, "m"), (nil, "0s"), (nil, "-1h"),
        (nil, "1w"), (nil, "99999999999999999999d"), ("e1:2", "10m"),
    ]

    @Test(arguments: noStarts)
    func `What is no start is refused`(_ since: String?, _ last: String?) throws {
        let failure = #expect(throws: Failure.self) { try WatchStart(since: since, last: last) }
        #expect(failure?.code == .invalidRequest)
    }

    @Test func `A start is now, a place in the log or a span of time`() throws {
        #expect(try WatchStart(since: nil, last: nil) == .now)
        #expect(try WatchStart(since: "a:b:812", last: nil) == .after(EventCursor(epoch: "a:b", seq: 812)))
        let spans: [(String, Duration)] = [
            ("90s", .seconds(90)), ("10m", .seconds(600)), ("2h", .seconds(7_200)), ("3d", .seconds(259_200)),
        ]
        for (text, span) in spans { #expect(try WatchStart(since: nil, last: text) == .last(span)) }
    }

    @Test(arguments: ["", "lead", "lead:x", "room:lead:", "realtime:lead", "street:00000000-0000-0001-0000-000000000002"])
    func `What is no room is refused`(_ name: String) {
        #expect(throws: Failure.self) { try Operator.room(name) }
    }

    @Test(arguments: ["", "room:", "realtime:room:"])
    func `A room may be called by its short name`(_ prefix: String) throws {
        let room = try Operator.room(prefix + "lead:00000000-0000-0001-0000-000000000002")
        #expect(room == .lead(ID<Subject>(high: 1, low: 2)))
    }

    private func event(_ payload: JSONValue) throws -> WatchedEvent {
        let envelope: JSONValue = [
            "type": "lead.updated", "entityId": "id", "entityVersion": 3, "emittedAt": "2026-01-26T09:33:20.125Z", "payload": payload,
        ]
        let broadcast: JSONValue = ["event": "lead.updated", "payload": envelope, "meta": ["epoch": "e1", "seq": 7]]
        return try #require(WatchedEvent(broadcast))
    }

    @Test func `A line for programs is the envelope with its place`() throws {
        let line = try WatchLine.json.text(of: try event(["a": "x\ny/z", "b": nil]))
        #expect(
            line == #"{"cursor":"e1:7","emittedAt":"2026-01-26T09:33:20.125Z","entityId":"id","entityVersion":3,"#
                + #""payload":{"a":"x\ny/z","b":null},"type":"lead.updated"}"#)
    }

    @Test func `A line for people is short, and nothing in it moves the cursor of a terminal`() throws {
        let payload: JSONValue = ["status": "ready\u{1B}[31m\n", "lead": ["id": 1], "error": nil, "progress": 40]
        #expect(try WatchLine.pretty.text(of: try event(payload)).hasPrefix(#"09:33:20  lead.updated  id  {"progress":40,"status":"ready"#))
        let long = try WatchLine.pretty.text(of: try event(["text": .string(String(repeating: "é", count: 500))]))
        #expect(long.hasSuffix("…") && long.utf8.count < 180)
        let raw = try WatchLine.pretty.text(of: try event(["text": "\u{202E}\u{7}"]))
        #expect(!raw.unicodeScalars.contains { $0.properties.generalCategory == .control || $0.value == 0x202E })
    }
}
