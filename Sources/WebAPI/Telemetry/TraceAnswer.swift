import Primitives
import Telemetry

/// A trace with its steps in the order of their beginnings, and the lines of the log that were written in it.
struct TraceAnswer: Sampled {
    let traceID: TraceID
    let spans: [TraceSpan]
    let lines: [LogLine]

    static var sample: Self {
        Self(
            traceID: .sample,
            spans: [
                TraceSpan(
                    id: SpanID.sample.description, parentID: SpanID.sample.description, name: "store.write", kind: "internal",
                    startedAt: .now(), duration: .microseconds(4_250), isFailed: false, attributes: ["store.batch_size": 3])
            ], lines: [LogEntryAnswer.sample.line])
    }

    func write(to json: inout JSONWriter) {
        let start = spans.first?.startedAt ?? .now()
        json.object { json in
            json.member("traceId", traceID.description)
            json.member("spans", array: spans.map { SpanAnswer(span: $0, traceStart: start) })
            json.member("logs", array: lines.map { LogEntryAnswer($0) })
        }
    }
}

/// A step of a trace.
struct SpanAnswer: JSONWritable {
    let span: TraceSpan
    let traceStart: Timestamp

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("spanId", span.id)
            json.member("parentSpanId", span.parentID)
            json.member("name", span.name)
            json.member("kind", span.kind)
            json.member("startedAt", span.startedAt)
            json.member("offsetMs", (span.startedAt - traceStart).fractionalMilliseconds)
            json.member("durationMs", span.duration.fractionalMilliseconds)
            json.member("status", span.isFailed ? "error" : "ok")
            json.member("attributes", JSONMap(span.attributes))
        }
    }
}
