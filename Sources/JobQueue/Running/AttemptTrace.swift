import Instrumentation
import Primitives
import Tracing

/// The span of one attempt, child of the step that enqueued the job, however long ago that was.
struct AttemptTrace: Sendable {
    private let span: any Span

    init(of record: JobRecord) {
        var above = ServiceContext.topLevel
        above.trace = TraceContext(traceID: record.traceID, spanID: record.spanID)
        span = startSpan(record.kind, context: above, ofKind: .consumer)
        guard span.isRecording else { return }
        span.updateAttributes { attributes in
            attributes.set("job.id", value: .string(record.id.description))
            attributes.set("job.queue", value: .string(record.queue.description))
            attributes.set("job.attempt", value: .int64(Int64(record.attempt)))
            if let startedAt = record.startedAt {
                attributes.set("job.wait_ms", value: .int64(max(0, (startedAt - record.runAt).milliseconds)))
            }
            if let workspaceID = record.workspaceID { attributes.set("workspace.id", value: .string(workspaceID)) }
            if let subjectID = record.subjectID { attributes.set("job.subject", value: .string(subjectID)) }
        }
    }

    var context: ServiceContext { span.context }
    var spanID: SpanID? { context.trace?.spanID }

    func end(_ ending: AttemptEnding) {
        defer { span.end() }
        guard span.isRecording else { return }
        span.updateAttributes { $0.set("job.outcome", value: .string(ending.word)) }
        if let error = ending.error { span.recordError(error) }
        if ending.isFailure { span.setStatus(SpanStatus(code: .error)) }
    }
}

extension AttemptEnding {
    fileprivate var word: String {
        switch self {
        case .completed: "done"
        case .snoozed: "snoozed"
        case .cancelled: "cancelled"
        case .failed: "failed"
        case .timedOut: "timed_out"
        case .abandoned: "abandoned"
        case .leaseExpired: "lease_expired"
        case .interrupted: "interrupted"
        case .crashed: "crashed"
        }
    }

    fileprivate var isFailure: Bool {
        switch self {
        case .failed, .timedOut, .abandoned, .leaseExpired, .crashed: true
        case .completed, .snoozed, .cancelled, .interrupted: false
        }
    }
}
