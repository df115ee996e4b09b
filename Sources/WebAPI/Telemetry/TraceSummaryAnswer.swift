import Primitives
import Telemetry

/// A trace in a list.
struct TraceSummaryAnswer: Sampled {
    let trace: TraceSummary

    init(_ trace: TraceSummary) {
        self.trace = trace
    }

    static var sample: Self {
        Self(
            TraceSummary(
                id: 17, traceID: .sample, name: "POST /api/v1/leads", kind: "request", startedAt: .now(), duration: .milliseconds(12),
                isFailed: false, spanCount: 4, workspaceID: "0199aaaa-0000-7000-8000-000000000001"))
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("traceId", trace.traceID.description)
            json.member("name", trace.name)
            json.member("kind", trace.kind)
            json.member("startedAt", trace.startedAt)
            json.member("durationMs", trace.duration.fractionalMilliseconds)
            json.member("status", trace.isFailed ? "error" : "ok")
            json.member("spanCount", trace.spanCount)
            json.member("workspaceId", trace.workspaceID)
        }
    }
}

extension Duration {
    var fractionalMilliseconds: Double { Double(microseconds) / 1_000 }
}
