import Logging
import Primitives
import Testing

@testable import Telemetry

struct OwnErrorsTests {
    /// Takes every line and writes none; the library's own takes none below critical.
    private struct SilentHandler: LogHandler {
        var logLevel = Logger.Level.trace
        var metadata = Logger.Metadata()
        var metadataProvider: Logger.MetadataProvider?

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {}
    }

    private func logger(_ errors: OwnErrors) -> Logger {
        Logger(label: "uprising") { ErrorTap(SilentHandler(), label: $0, errors: errors) }
    }

    @Test func `Lines below error are nobody's errors`() {
        let errors = OwnErrors()
        let logger = logger(errors)
        logger.warning("slow")
        logger.info("started")
        #expect(errors.take().isEmpty)
    }

    @Test func `A line at error becomes a report with its fields, where it was logged, and its trace`() throws {
        let errors = OwnErrors()
        logger(errors).error(
            "Request failed by a defect",
            metadata: ["error": "no such row 17", "traceId": "4bf92f3577b34da6a3ce929d0e0e4736", "leadId": "l", "apiKey": "hush"])
        let noted = try #require(errors.take().first)
        let event = noted.event(of: ErrorWorld.project, release: "uprising@1", environment: "local")
        #expect(event.title == "Request failed by a defect: no such row 17")
        #expect(event.traceID == "4bf92f3577b34da6a3ce929d0e0e4736" && event.release == "uprising@1" && event.level == .error)
        #expect(event.json["tags"]?["leadId"] == "l" && event.json["extra"]?["apiKey"]?.string == Scrubber.filtered)
        #expect(event.culprit?.contains("OwnErrorsTests") == true)
        logger(errors).error("Request failed by a defect", metadata: ["error": "no such row 4"])
        logger(errors).error("Request failed by a defect", metadata: ["error": "disk I/O"])
        let more = errors.take().map { $0.event(of: ErrorWorld.project, release: "uprising@1", environment: "local").fingerprint }
        #expect(more[0] == event.fingerprint && more[1] != event.fingerprint)
    }

    @Test func `However much is logged, a bounded number waits`() {
        let errors = OwnErrors()
        let logger = logger(errors)
        for _ in 0..<2_000 { logger.critical("storm") }
        #expect(errors.take().count == 500)
    }

    @Test func `The report of a crash says what happened and where`() {
        let text = """

            *** Program crashed: Illegal instruction at 0x00007f00d336df7f ***

            Platform: x86_64 Linux (Debian GNU/Linux 12 (bookworm))

            Thread 0 "c" crashed:

              0               0x00007f00d336df7f closure #1 in _assertionFailure(_:_:file:line:flags:) + 623 in libswiftCore.so
              1 [ra]          0x00005607a6af611b Basket.first() + 42 in shop at /build/Sources/Shop/Basket.swift:1:67
              2 [ra] [system] 0x00005607a6af6219 main + 8 in shop at /build/Sources/Shop/main.swift
            ...

            Backtrace took 0.04s
            """
        let now = Timestamp(seconds: 1_769_420_000)
        let report = CrashReport(text: text, at: now - .seconds(3))
        let event = report.event(of: ErrorWorld.project, release: "uprising@1", environment: "local", receivedAt: now)
        #expect(event.title == "Crash: Illegal instruction" && event.level == .fatal)
        #expect(event.occurredAt == now - .seconds(3))
        let frames = SentryEvent(json: event.json).exceptions[0].frames
        #expect(frames.map(\.function) == ["main", "Basket.first()", "closure #1"])
        #expect(frames[1].file == "/build/Sources/Shop/Basket.swift" && frames[1].line == 1 && frames[1].isInApp)
        #expect(event.json["extra"]?["report"]?.string?.contains("Backtrace took") == true)
    }

    @Test(arguments: ["", "garbage", "Thread 0 crashed:\n0 0x", "*** Program crashed: x"])
    func `What is no report of a crash is borne`(text: String) {
        let event = CrashReport(text: text, at: .now()).event(of: ErrorWorld.project, release: "r", environment: "e", receivedAt: .now())
        #expect(event.title.hasPrefix("Crash"))
    }
}
