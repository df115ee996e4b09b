import Glibc
import Instrumentation
import Logging
import Primitives
import Telemetry
import Tracing

/// Prints what logs and traces cost, in microseconds of CPU time: the median over rounds.
@main struct ObserveCost {
    private static let rounds = 301
    /// Fewer than fill the writer's buffer: a line that is dropped costs less.
    private static let countPerRound = 1_000

    static func main() {
        let logs = Logs(format: .json, to: Nowhere(), window: LogWindow(byteLimit: 1 << 20))
        let logger = logs.logger("uprising")
        let book = TraceBook(TailSampling(seed: "measured"), byteLimit: 1 << 20)
        InstrumentationSystem.bootstrap(NodeTracer(book: book))
        var place = ServiceContext.topLevel
        place.trace = TraceContext(spanID: SpanID())

        let figures = [
            ("line_bare_us", measure(after: { logs.flush() }) { _ in logger.info("Listening") }),
            (
                "line_access_us",
                ServiceContext.withValue(place) {
                    measure(after: { logs.flush() }) { logger.info("Request answered", metadata: accessLine($0).metadata) }
                }
            ),
            ("line_off_us", measure(after: {}) { _ in logger.debug("Not written", metadata: ["number": "17"]) }),
            ("spans_of_a_post_us", measure(after: { _ = book.drain() }) { _ in post() }),
        ]
        print("{" + figures.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}")
    }

    private static func accessLine(_ number: Int) -> RequestLine {
        RequestLine(
            method: "POST", route: "/api/v1/leads", status: 201, durationMs: 12.25, spanID: nil, bytes: number,
            workspaceID: "0199aaaa-0000-7000-8000-000000000001", userID: "0199aaaa-0000-7000-8000-000000000002", leadID: nil,
            errorCode: nil)
    }

    /// A request and its write, as a drop of a lead makes them; the decision of what is kept included.
    private static func post() {
        let request = startSpan("POST", context: .topLevel, ofKind: .server)
        ServiceContext.withValue(request.context) {
            let write = startSpan("store.write")
            write.describe { description in
                description.attributes.set("store.queue_ms", value: .double(1.5))
                description.attributes.set("store.commit_ms", value: .double(2.5))
                description.attributes.set("store.batch_size", value: .int64(17))
            }
            write.end()
        }
        request.describe { description in
            description.name = "POST /api/v1/leads"
            description.attributes.set("http.route", value: .string("/api/v1/leads"))
            description.attributes.set("http.response.status_code", value: .int64(201))
            description.attributes.set("workspace.id", value: .string("0199aaaa-0000-7000-8000-000000000001"))
            description.attributes.set("lead.id", value: .string("0199aaaa-0000-7000-8000-000000000002"))
        }
        request.end()
    }

    /// - Parameter after: done between rounds, and not counted.
    private static func measure(after: () -> Void, _ body: (Int) -> Void) -> Double {
        let took = (0..<rounds).map { _ in
            let start = cpuNanoseconds()
            for number in 0..<countPerRound { body(number) }
            let took = cpuNanoseconds() - start
            after()
            return took
        }
        return Double(took.sorted()[rounds / 2]) / Double(countPerRound) / 1_000
    }

    /// Of this thread: what others do on the machine does not count.
    private static func cpuNanoseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}

private struct Nowhere: LogDestination {
    func write(_ lines: [UInt8]) -> Int { 0 }
}
