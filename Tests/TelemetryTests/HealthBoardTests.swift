import DataStore
import Primitives
import TestSupport
import Testing

@testable import Telemetry

struct HealthBoardTests {
    @Test func `Before anything was seen, nothing is known and nothing is wrong`() async throws {
        try await withBoard { board, _, _ in
            for metric in HealthMetric.allCases {
                let reading = board.reading(of: metric)
                #expect(reading.value == nil && reading.judged == nil && reading.state == .unknown, "\(metric)")
            }
        }
    }

    @Test func `The latency of the API is that of the slowest endpoint, and one of which little was seen is not judged`() async throws {
        try await withBoard { board, _, _ in
            for _ in 0..<100 { board.observe(.apiLatency, "createLead", took: .milliseconds(20)) }
            for _ in 0..<20 { board.observe(.apiLatency, "postMessage", took: .seconds(2)) }
            for _ in 0..<3 { board.observe(.apiLatency, "getWarRoom", took: .seconds(30)) }
            let reading = board.reading(of: .apiLatency)
            #expect(reading.value.map { $0 > 29 } == true)
            #expect(reading.judged.map { $0 > 1.9 && $0 < 2.1 } == true)
            #expect(reading.state == .failing)
            #expect(reading.parts.map(\.state) == [.ok, .unknown, .failing])
        }
    }

    @Test func `The failure rate is failed jobs of all that ended within the hour`() async throws {
        try await withBoard { board, clock, _ in
            for index in 0..<40 { board.observe(.jobFailureRate, isHit: index < 4) }
            #expect(board.reading(of: .jobFailureRate).value == 0.1)
            try await board.seal()
            clock.advance(by: .minutes(59))
            #expect(board.reading(of: .jobFailureRate).value == 0.1)
            clock.advance(by: .minutes(2))
            #expect(board.reading(of: .jobFailureRate).value == nil)
        }
    }

    @Test func `A lead of eleven minutes misses the target of ten, in minutes`() async throws {
        try await withBoard { board, _, _ in
            board.observe(.leadToReady, took: .minutes(11))
            let reading = board.reading(of: .leadToReady)
            #expect(reading.value.map { abs($0 - 11) < 0.2 } == true)
            #expect(reading.state == .failing)
        }
    }

    @Test func `The depth of queues is theirs, and their sum the whole`() async throws {
        try await withBoard { board, _, _ in
            board.set(queues: ["mail": 3, "analysis": 0])
            let reading = board.reading(of: .queueDepth)
            #expect(reading.value == 3)
            #expect(reading.parts.map(\.name) == ["analysis", "mail"])
            #expect(reading.state == .ok)
        }
    }

    @Test func `What one process saw of the last hour, the next one knows`() async throws {
        try await withBoard { board, clock, store in
            board.observe(.pdfTime, took: .seconds(3))
            try await board.seal()
            let next = HealthBoard(store: store, clock: clock.wallClock)
            try await next.load()
            #expect(next.reading(of: .pdfTime).value.map { $0 >= 3 && $0 < 3.1 } == true)
        }
    }

    @Test func `When the disk is nearly full nothing is written, and the last hour is known all the same`() async throws {
        try await withBoard { board, _, store in
            board.observe(.pdfTime, took: .seconds(3))
            try await board.seal(mayWrite: false)
            #expect(try await store.read { try RollupRows.last(in: $0) } == nil)
            #expect(board.reading(of: .pdfTime).value != nil)
        }
    }

    @Test func `Slots of ten seconds become one of five minutes with all their observations`() async throws {
        try await withBoard { board, clock, store in
            for round in 0..<60 {
                board.observe(.apiLatency, "createLead", took: .milliseconds(round == 0 ? 9_000 : 10))
                try await board.seal()
                clock.advance(by: .seconds(10))
            }
            let long = try await store.read { try RollupRows.list(step: .long, from: 0, to: .max, in: $0) }
            let counts = long.map { $0.series[SeriesKey(.apiLatency, "createLead")]?.count ?? 0 }
            #expect(counts.reduce(0, +) >= 30)
            #expect(counts.allSatisfy { $0 <= 30 })
        }
    }

    @Test func `What is past its retention goes, so the history has a bound`() async throws {
        try await withBoard { board, clock, store in
            try await board.seal()
            clock.advance(by: .days(2))
            try await board.seal()
            clock.advance(by: .days(91))
            try await board.seal()
            clock.advance(by: .minutes(6))
            try await board.seal()
            let short = try await store.read { try RollupRows.list(step: .short, from: 0, to: .max, in: $0) }
            let long = try await store.read { try RollupRows.list(step: .long, from: 0, to: .max, in: $0) }
            #expect(short.count == 2)
            #expect(long.count == 1)
        }
    }

    @Test func `A history tells a time without the node from one without work`() async throws {
        try await withBoard { board, clock, _ in
            try await board.seal()
            clock.advance(by: .minutes(30))
            board.set(queues: ["mail": 5])
            try await board.seal()
            let points = try await board.history(of: .queueDepth, part: nil, over: .hour)
            #expect(points.count == 120)
            #expect(points.filter { $0.value == 0 }.count == 1)
            #expect(points.filter { $0.value == 5 }.count == 1)
            #expect(points.filter { $0.value == nil }.count == 118)
        }
    }

    @Test func `A clock that is set back or forward neither crashes nor brings the future into the window`() async throws {
        try await withBoard { board, clock, _ in
            board.observe(.pdfTime, took: .seconds(3))
            try await board.seal()
            clock.advance(by: .hours(-5))
            #expect(board.reading(of: .pdfTime).value == nil)
            #expect(try await board.lag() >= .hours(5) - .seconds(10))
            try await board.forgetFuture()
            #expect(try await board.lag() == .zero)
            board.observe(.pdfTime, took: .seconds(1))
            try await board.seal()
            #expect(board.reading(of: .pdfTime).value.map { $0 < 2 } == true)
            clock.advance(by: .days(400))
            try await board.seal()
            #expect(board.reading(of: .pdfTime).value == nil)
        }
    }

    private func withBoard(_ body: (HealthBoard, ManualClock, Store) async throws -> Void) async throws {
        let clock = ManualClock()
        try await withFolder { folder in
            let store = try Store(path: folder + "/telemetry.sqlite", migrations: TelemetrySchema.migrations)
            try await body(HealthBoard(store: store, clock: clock.wallClock), clock, store)
            try store.close()
        }
    }
}
