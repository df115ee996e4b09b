import Instrumentation
import Primitives
import Tracing

/// The span of one write: from its hand-over to the commit that it shared.
struct WriteTrace: Sendable {
    private let span: any Span

    /// `nil` outside every trace, where nothing is measured.
    init?() {
        guard let context = ServiceContext.current, context.trace != nil else { return nil }
        span = startSpan("store.write", context: context)
    }

    /// What the write does is a step of it.
    var context: ServiceContext { span.context }

    /// - Parameters:
    ///   - queued: for how long it waited for the writes before it.
    ///   - error: why nothing was kept. What the write itself refuses is its caller's business.
    func end(queued: Duration, batch: BatchFacts, error: (any Error)?) {
        defer { span.end() }
        guard span.isRecording else { return }
        span.describe { description in
            description.attributes.set("store.queue_ms", value: .double(queued.fractionalMilliseconds))
            description.attributes.set("store.commit_ms", value: .double(batch.commit.fractionalMilliseconds))
            description.attributes.set("store.batch_size", value: .int64(Int64(batch.size)))
        }
        guard let error else { return }
        span.recordError(error)
        if error is StoreError { span.setStatus(SpanStatus(code: .error)) }
    }
}

/// What is known of a batch when it has been committed, or could not be.
struct BatchFacts: Sendable {
    var size = 0
    var began = ContinuousClock.now
    /// How long the commit itself took, with the flush of the disk.
    var commit = Duration.zero
}

extension Duration {
    fileprivate var fractionalMilliseconds: Double { Double(microseconds) / 1_000 }
}
