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
        let wait = record.startedAt.map { max(0, ($0 - record.runAt).milliseconds) }
        span.describe {
            [id = record.id, queue = record.queue, attempt = record.attempt, workspace = record.workspaceID, subject = record.subjectID]
            description in
            description.attributes.set("job.id", value: .string(id.description))
            description.attributes.set("job.queue", value: .string(queue.description))
            description.attributes.set("job.attempt", value: .int64(Int64(attempt)))
            if let wait { description.attributes.set("job.wait_ms", value: .int64(wait)) }
            if let workspace { description.attributes.set("workspace.id", value: .string(workspace)) }
            if let subject { description.attributes.set("job.subject", value: .string(subject)) }
        }
    }

    var context: ServiceContext { span.context }
    var spanID: SpanID? { context.trace?.spanID }

    func end(_ ending: AttemptEnding) {
        defer { span.end() }
        guard span.isRecording else { return }
        span.describe { [word = ending.word] description in description.attributes.set("job.outcome", value: .string(word)) }
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
