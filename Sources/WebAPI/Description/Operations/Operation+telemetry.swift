import Identity
import Logging
import Primitives
import Telemetry

/// What the node knows of itself: logs and traces.
extension Operation {
    private static let traceID = Shape.pattern("^(?!0{32})[0-9a-f]{32}$", upTo: 32)

    static let listLogLines = Operation(
        id: "listLogLines", summary: "List the recent lines of the log, the newest first",
        detail: """
            Of the last megabytes (`LOG_WINDOW_MB`), whatever the destination of the log. Lines of the last second may be missing. What has no \
            member of its own stands in `fields`.
            """,
        parameters: [
            .init("level", .oneOf(Logger.Level.allCases.map(\.rawValue)), "As severe, or more."),
            .init("q", .text(upTo: LogFilter.textLimit), "What stands anywhere in the line as JSON; letters of ASCII in either case."),
            .init("traceId", traceID, "Lines of this trace."),
            .init("logger", .text(upTo: LogFilter.textLimit), "The name of a logger, or its beginning."),
            .init("quiet", .flag, "With what machines and pages ask again and again (lines at `debug`), which is left out otherwise."),
        ] + .page(upTo: LogFilter.pageLimit), answers: [.page(LogEntryAnswer.self)])

    static let listTraces = Operation(
        id: "listTraces", summary: "List the traces that were kept, the newest first",
        detail: """
            Kept are those that failed, those that were slow (`TRACE_SLOW_MS`, ten seconds for a job), and a share of the others \
            (`TRACE_SAMPLE`). `durationMs` is that of the longest part of a trace: a request, or one attempt of a job.
            """,
        parameters: [
            .init("minMs", .integer(0...86_400_000), "Those that took as long, or longer."),
            .init("status", .oneOf(["ok", "error"]), "How they ended."),
            .init("route", .text(upTo: TraceFilter.routeLimit), "A route's template such as `/api/v1/leads/{lead}`, or a kind of job."),
        ] + .page(upTo: TraceFilter.pageLimit), answers: [.page(TraceSummaryAnswer.self)])

    static let showTrace = Operation(
        id: "showTrace", summary: "Show the steps of a trace and its lines of the log",
        detail: "Steps by their beginnings, `offsetMs` from the first; lines the oldest first, the last 200 of them.",
        parameters: [.init("trace", traceID, in: .path, required: true, "The id of the trace.")], answers: [.json(TraceAnswer.self)],
        failures: [.notFound])
}
