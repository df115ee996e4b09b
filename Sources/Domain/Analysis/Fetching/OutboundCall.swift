import Instrumentation
import Primitives
import Tracing

/// The span of a call of a server elsewhere, and what lets that server's work join the story (W3C Trace Context §3).
enum OutboundCall {
    /// - Parameter status: of what was answered.
    static func traced<Answer: Sendable>(
        _ method: String, host: String, status: @Sendable (Answer) -> Int, _ body: () async throws -> Answer
    ) async throws -> Answer {
        try await withSpan("\(method) \(host)", ofKind: .client) { span in
            let answer = try await body()
            span.updateAttributes { attributes in
                attributes.set("server.address", value: .string(host))
                attributes.set("http.response.status_code", value: .int64(Int64(status(answer))))
            }
            return answer
        }
    }

    /// The headers for a service that the operator or the team chose; sites that are only read are told nothing.
    ///
    /// - Parameter trace: whose story it is, also where nobody traces.
    static func headers(of trace: TraceID) -> [(name: String, value: String)] {
        let here = ServiceContext.current?.trace
        let place = here?.traceID == trace ? here : nil
        let header = (name: "traceparent", value: (place ?? TraceContext(traceID: trace, spanID: nil)).traceparent)
        return [header] + (place?.state.map { [("tracestate", $0)] } ?? [])
    }
}
