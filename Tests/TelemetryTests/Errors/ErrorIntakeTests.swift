import DataStore
import Primitives
import Synchronization
import TestSupport
import Testing

@testable import Telemetry

struct ErrorIntakeTests {
    @Test func `Over its budget a project is told to wait, and no other one is`() async throws {
        try await withErrors { world in
            let small = world.project(budget: 3)
            for number in 0..<3 { #expect(try world.send(["message": .string("m\(number)")], to: small).limit == nil) }
            let answer = try world.send(["message": "m3"], to: small)
            let limit = try #require(answer.limit)
            #expect((1...60).contains(limit.seconds))
            #expect(limit.header == "\(limit.seconds):error;default:key:budget")
            #expect(try world.send(["message": "m"], to: world.project(ErrorWorld.other)).limit == nil)
            await world.intake.flush()
            #expect(try await world.only().count == 3)
            #expect(
                try await world.count("SELECT event_count FROM error_tally WHERE project_id = 7 AND outcome = 'dropped_budget'") == 1)
        }
    }

    @Test func `A budget is whole again after a minute`() {
        let budget = SentryBudget()
        let start = ContinuousClock.now
        #expect(budget.spend(of: ErrorWorld.project, limit: 1, at: start) == nil)
        #expect(budget.spend(of: ErrorWorld.project, limit: 1, at: start + .seconds(20)) == .seconds(40))
        #expect(budget.spend(of: ErrorWorld.project, limit: 1, at: start + .seconds(60)) == nil)
    }

    @Test func `In a storm of one error all are counted and a few are kept`() async throws {
        try await withErrors { world in
            for batch in 0..<5 {
                for number in 0..<2_000 {
                    let answer = try world.send(["message": "loop", "extra": ["n": .integer(Int64(batch * 2_000 + number))]])
                    #expect(answer.limit == nil)
                }
                await world.intake.flush()
            }
            #expect(try await world.only().count == 10_000)
            // A minute may have passed in the middle of it.
            #expect(try await world.count("SELECT count(*) FROM error_event") <= 2 * KeptEvents.perMinute)
        }
    }

    @Test func `When nobody writes, no more than the bound waits`() async throws {
        try await withErrors { world in
            var refused = 0
            for _ in 0..<(ErrorIntake.countLimit + 100) { refused += try world.send(["message": "storm"]).limit == nil ? 0 : 1 }
            #expect(refused == 100)
            await world.intake.flush()
            #expect(try await world.only().count == ErrorIntake.countLimit)
        }
    }

    @Test func `Of a storm of different errors the oldest make room`() async throws {
        try await withErrors { world in
            for batch in 0..<3 {
                for number in 0..<2_500 {
                    try world.send(["fingerprint": [.string("\(batch) \(number)")], "message": "m"])
                }
                world.clock.advance(by: .seconds(1))
                await world.intake.flush()
            }
            let count = try await world.count("SELECT count(*) FROM error_group")
            #expect(count <= ErrorBatch.groupLimit && count >= ErrorBatch.groupLimit - 300)
        }
    }

    @Test func `The bytes of all reports stay below their bound, the oldest gone`() async throws {
        let retention = ErrorRetention(byteLimit: 100_000)
        try await withErrors(retention: retention) { world in
            var random = SystemRandomNumberGenerator()
            for number in 0..<60 {
                let noise = Hex.encode((0..<2_000).map { _ in UInt8.random(in: .min ... .max, using: &random) })
                try world.send(["fingerprint": [.string("\(number)")], "message": .string(noise)])
                await world.intake.flush()
                #expect(try await world.count("SELECT coalesce(sum(byte_count), 0) FROM error_event") <= 100_000)
            }
            let sum = try await world.count("SELECT sum(byte_count) FROM error_event")
            #expect(try await world.count("SELECT byte_count FROM error_size") == sum)
            #expect(try await world.count("SELECT min(number) FROM error_event") > 1)
            #expect(try await world.count("SELECT count(*) FROM error_group") == 60)
        }
    }

    @Test func `On a disk that is nearly full nothing is written, and it goes on when there is room`() async throws {
        let hasRoom = Mutex(false)
        try await withErrors(hasRoom: { hasRoom.withLock { $0 } }) { world in
            try world.send(["message": "lost"])
            await world.intake.flush()
            hasRoom.withLock { $0 = true }
            try world.send(["message": "kept"])
            await world.intake.flush()
            #expect(try await world.only().title == "kept")
        }
    }

    @Test func `What can't be read is refused and counted`() async throws {
        try await withErrors { world in
            let deep = Array((String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)).utf8)
            for wrong in [deep, Array("[]".utf8), Array("{".utf8), Array("{}".utf8) + [UInt8](repeating: 0x20, count: 1_048_576)] {
                #expect(throws: SentryRefusal.self) {
                    _ = try world.ingest.take(SentryEnvelope(event: wrong), of: world.project(), from: nil)
                }
            }
            await world.intake.flush()
            let shown = try await world.list()
            #expect(shown.items.isEmpty)
            #expect(try await world.count("SELECT sum(event_count) FROM error_tally WHERE outcome = 'invalid'") == 3)
        }
    }

    @Test func `Addresses are kept only where the project says so`() async throws {
        try await withErrors { world in
            let event: JSONValue = ["message": "x", "user": ["id": "1", "ip_address": "{{auto}}"]]
            try world.send(event, from: "192.0.2.1")
            try world.send(event, to: world.project(ErrorWorld.other, keepsAddresses: true), from: "192.0.2.1")
            await world.intake.flush()
            for (project, address) in [(ErrorWorld.project, Scrubber.filtered), (ErrorWorld.other, "192.0.2.1")] {
                let id = try #require(try await world.groups.list(ErrorQuery(limit: 1), of: [project]).items.first?.id)
                let latest = try #require(try await world.groups.show(id, of: [project]).latest)
                #expect(latest.report.json["user"]?["ip_address"]?.string == address)
            }
        }
    }

    @Test func `What SDKs lost is counted in words of ours alone`() async throws {
        try await withErrors { world in
            let losses = [
                #"{"reason":"before_send","category":"error","quantity":3}"#, #"{"reason":"<b>","category":"?","quantity":2}"#,
                #"{"reason":"x","quantity":-1}"#,
            ]
            let report = #"{"discarded_events":[\#(losses.joined(separator: ","))]}"#
            var reader = EnvelopeReader()
            let text = "{}\n{\"type\":\"client_report\"}\n\(report)\n{\"type\":\"transaction\",\"length\":2}\n{}"
            try Array(text.utf8).withUnsafeBytes { try reader.feed($0) }
            #expect(try world.ingest.take(try reader.finish(), of: world.project(), from: nil).eventID == nil)
            await world.intake.flush()
            let rows = try await world.store.read { tx in
                try tx.rows("SELECT * FROM error_tally ORDER BY category, outcome").map {
                    "\(try $0["category"] as String) \(try $0["outcome"] as String) \(try $0["event_count"] as Int)"
                }
            }
            #expect(rows == ["client_report accepted 1", "error client_before_send 3", "other client_other 2", "transaction accepted 1"])
        }
    }

    @Test(
        arguments: [(-120, 0, -120), (0, 0, 0), (-600, -300, -300), (500, 0, 0), (-86_400 * 40, 0, -86_400 * 30)] as [(Int64, Int64, Int64)]
    )
    func `A clock that is wrong is put right by when the report was sent`(told: Int64, sent: Int64, happened: Int64) {
        let now = Timestamp(seconds: 1_769_420_000)
        let moment = EventTime.occurred(.integer(now.seconds + told), sentAt: now + .seconds(sent), receivedAt: now)
        #expect(moment - now == .seconds(happened))
    }
}
