import HTTPTypes
import Instrumentation
import Primitives
import Tracing

/// The span of one request, from its head to the end of its answer; child of the caller's, if it sent a `traceparent`.
struct RequestTrace: Sendable {
    /// A span with this attribute lasts as long as its caller asked it to.
    private static let waitingAttribute = "http.request.waits"

    /// Where the request is, also where nobody traces.
    let place: TraceContext
    let context: ServiceContext
    private let span: any Span

    init(method: HTTPRequest.Method, traceparent: String?, tracestate: String?) {
        let caller = traceparent.flatMap { TraceContext(traceparent: $0, state: tracestate) }
        var context = ServiceContext.topLevel
        if let caller { context.trace = caller }
        span = startSpan(method.rawValue, context: context, ofKind: .server)
        context = span.context
        if let place = context.trace, place != caller {
            self.place = place
        } else {
            // Nobody traces; the answer names a span of ours all the same.
            place = TraceContext(traceID: caller?.traceID ?? TraceID(), spanID: SpanID(), state: caller?.state)
            context.trace = place
        }
        self.context = context
    }

    /// Names the span by the route's template, and ends it.
    func end(method: HTTPRequest.Method, route: String, status: Int, record: RequestRecord, isAborted: Bool) {
        defer { span.end() }
        guard span.isRecording else { return }
        let facts = record.facts
        // Decides whether the trace is kept.
        if facts.waits { span.updateAttributes { $0.set(Self.waitingAttribute, value: .bool(true)) } }
        span.describe { [method = method.rawValue] description in
            description.name = "\(method) \(route)"
            description.attributes.set("http.route", value: .string(route))
            description.attributes.set("http.response.status_code", value: .int64(Int64(status)))
            if let workspaceID = facts.workspaceID { description.attributes.set("workspace.id", value: .string(workspaceID)) }
            if let leadID = facts.leadID { description.attributes.set("lead.id", value: .string(leadID)) }
            if let errorCode = facts.errorCode { description.attributes.set("error.type", value: .string(errorCode.rawValue)) }
            if isAborted { description.attributes.set("http.response.aborted", value: .bool(true)) }
        }
        // What a caller did wrong is no failure of the node (OpenTelemetry, HTTP spans, "Status").
        if status >= 500 { span.setStatus(SpanStatus(code: .error)) }
    }
}
