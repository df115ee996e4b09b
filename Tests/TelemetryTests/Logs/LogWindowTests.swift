import DataStore
import FoundationEssentials
import Logging
import Primitives
import TestSupport
import Testing

@testable import Telemetry

@Suite struct LogWindowTests {
    /// A log whose lines come into a window, and the store behind it.
    private struct World: Sendable {
        let store: Store
        let window: LogWindow
        let logs: Logs
        let writer: TelemetryWriter

        /// Writes what was logged so far.
        @discardableResult
        func settle() async throws -> TelemetryWriter.Outcome {
            #expect(logs.flush())
            return await writer.runOnce()
        }

        func messages(_ change: (inout LogFilter) -> Void = { _ in }) async throws -> [String] {
            try await page(change).lines.compactMap { $0.members["message"]?.string }
        }

        func page(_ change: (inout LogFilter) -> Void = { _ in }) async throws -> (lines: [LogLine], next: LogLine.ID?) {
            var filter = LogFilter()
            change(&filter)
            return try await store.read { [filter] in try LogSearch.lines(filter, in: $0) }
        }
    }

    private struct Nowhere: LogDestination {
        func write(_ lines: [UInt8]) -> Int { 0 }
    }

    private func withWindow(byteLimit: Int64 = 1 << 20, format: LogFormat = .json, _ body: (World) async throws -> Void) async throws {
        try await withStore(TelemetrySchema.migrations) { store in
            let window = LogWindow(byteLimit: byteLimit)
            let logs = Logs(format: format, level: .trace, to: Nowhere(), window: window)
            let logger = Logger(label: "x") { _ in SwiftLogNoOpLogHandler() }
            try await body(
                World(store: store, window: window, logs: logs, writer: TelemetryWriter(store: store, sources: [window], logger: logger)))
        }
    }

    @Test(arguments: LogFormat.allCases) func `Lines come back, the newest first, whatever the form of the log`(
        format: LogFormat
    ) async throws {
        try await withWindow(format: format) { world in
            let logger = world.logs.logger("uprising.test")
            for number in 1...3 { logger.info("line \(number)", metadata: ["number": "\(number)"]) }
            try await world.settle()
            logger.warning("line 4", metadata: ["leadId": "l"])
            try await world.settle()
            #expect(try await world.messages() == ["line 4", "line 3", "line 2", "line 1"])
            let newest = try #require(try await world.page().lines.first)
            #expect(
                newest.members["leadId"] == "l" && newest.members["severityNumber"] == 13 && newest.members["logger"] == "uprising.test")
        }
    }

    @Test func `Lines are found by level, text, trace and logger, alone and together`() async throws {
        try await withWindow { world in
            let trace = TraceID()
            world.logs.logger("a.b").info("Quick fox", metadata: ["traceId": "\(trace)"])
            world.logs.logger("a.c").error("lazy \"dog\"", metadata: ["note": "Fox"])
            world.logs.logger("b").debug(#"forged "traceId":"\#(trace)""#)
            try await world.settle()
            #expect(try await world.messages { $0.level = .warning } == ["lazy \"dog\""])
            #expect(try await world.messages { $0.text = "fOX" } == ["lazy \"dog\"", "Quick fox"])
            #expect(try await world.messages { $0.text = "\"DOG\"" } == ["lazy \"dog\""])
            #expect(try await world.messages { $0.traceID = trace } == ["Quick fox"])
            #expect(try await world.messages { $0.logger = "a." } == ["lazy \"dog\"", "Quick fox"])
            #expect(try await world.messages { ($0.logger, $0.level) = ("a.", .error) } == ["lazy \"dog\""])
            #expect(try await world.messages { $0.text = "nothing of it" }.isEmpty)
        }
    }

    @Test func `What is asked again and again is left out, unless it is wanted`() async throws {
        try await withWindow { world in
            let logger = world.logs.logger("x")
            logger.debug("asked", metadata: ["quiet": .stringConvertible(true)])
            logger.info("done", metadata: ["note": #""quiet":"true""#])
            try await world.settle()
            #expect(try await world.messages() == ["done"])
            #expect(try await world.messages { $0.isWithQuiet = true } == ["done", "asked"])
        }
    }

    @Test func `Pages follow each other without a gap and without a line twice`() async throws {
        try await withWindow { world in
            let logger = world.logs.logger("x")
            for number in 0..<25 {
                logger.info("\(number)")
                if number.isMultiple(of: 7) { try await world.settle() }
            }
            try await world.settle()
            var seen: [String] = []
            var before: LogLine.ID?
            repeat {
                let page = try await world.page { ($0.before, $0.limit) = (before, 4) }
                seen += page.lines.compactMap { $0.members["message"]?.string }
                before = page.next
            } while before != nil
            #expect(seen == (0..<25).reversed().map { "\($0)" })
        }
    }

    @Test func `The window has a size, and the oldest lines go first`() async throws {
        try await withWindow(byteLimit: 200_000) { world in
            let logger = world.logs.logger("x")
            let text = String(repeating: "a", count: 1_000)
            for number in 0..<600 {
                logger.info("\(text)", metadata: ["number": "\(number)"])
                if number.isMultiple(of: 20) { try await world.settle() }
            }
            try await world.settle()
            let size: Int64? = try await world.store.read { try $0.value("SELECT SUM(byte_count) FROM log_block") }
            #expect(try #require(size) <= 200_000)
            let page = try await world.page { $0.limit = 500 }
            #expect(page.lines.first?.members["number"] == "599")
            #expect((100...199).contains(page.lines.count))
        }
    }

    @Test func `A storm of lines is dropped past the bound and counted, and holds nobody up`() async throws {
        try await withWindow(byteLimit: 8 << 20) { world in
            let line = Array(#"{"time":"2026-01-01T00:00:00.000Z","level":"error","severityNumber":17,"message":"storm"}"#.utf8) + [10]
            let count = 40_000
            for _ in 0..<count { world.window.add(line) }
            let outcome = try await world.settle()
            let kept: Int64? = try await world.store.read { try $0.value("SELECT SUM(LENGTH(lines)) FROM log_block") }
            #expect(try #require(kept) <= Int64(LogWindow.byteLimit) + 1_000)
            #expect(outcome.lost > 10_000 && outcome.written + outcome.lost == count + 1)
            let page = try await world.page { ($0.logger, $0.limit) = ("uprising.log", 5) }
            #expect(page.lines.count == 1)
            #expect(page.lines.first?.members["count"]?.integer == Int64(outcome.lost))
        }
    }

    @Test func `A clock that is set back changes nothing in the order of lines`() async throws {
        try await withWindow { world in
            for (time, message) in [("2026-06-01T00:00:00.000Z", "before"), ("2020-01-01T00:00:00.000Z", "after")] {
                world.window.add(Array(#"{"time":"\#(time)","level":"info","severityNumber":9,"message":"\#(message)"}"#.utf8) + [10])
                try await world.settle()
            }
            #expect(try await world.messages() == ["after", "before"])
        }
    }
}
