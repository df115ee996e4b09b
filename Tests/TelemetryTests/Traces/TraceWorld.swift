import DataStore
import Primitives
import Synchronization
import TestSupport
import Tracing

@testable import Telemetry

/// A tracer of the test's own, whose clocks stand still until they are moved.
final class TraceWorld: Sendable {
    let book: TraceBook
    let tracer: NodeTracer
    let clock = ManualClock()
    private let time = SharedTime()

    init(share: Double = 0, byteLimit: Int64 = 1 << 20) {
        book = TraceBook(
            TailSampling(share: share, seed: "test"), byteLimit: byteLimit, clock: clock.wallClock, now: { [time] in time.now })
        tracer = NodeTracer(book: book)
    }

    /// Lets time pass, and moves the time of day by as much.
    func pass(_ duration: Duration) {
        time.advance(by: duration)
        clock.advance(by: duration)
    }

    /// Begins a part of a trace.
    func begin(_ name: String = "GET", kind: SpanKind = .server, under place: TraceContext? = nil) -> RecordedSpan {
        var context = ServiceContext.topLevel
        context.trace = place
        return tracer.startSpan(name, context: context, ofKind: kind)
    }

    /// A part of one span that lasts `duration`.
    @discardableResult
    func run(
        _ name: String = "GET", kind: SpanKind = .server, under place: TraceContext? = nil, for duration: Duration = .milliseconds(1),
        isFailed: Bool = false
    ) -> TraceContext? {
        let span = begin(name, kind: kind, under: place)
        pass(duration)
        if isFailed { span.setStatus(SpanStatus(code: .error)) }
        span.end()
        return span.context.trace
    }

    func store(in store: Store) async throws {
        guard let batch = book.drain() else { return }
        try await store.write { try batch.write($0) }
    }

    func list(in store: Store, _ change: (inout TraceFilter) -> Void = { _ in }) async throws -> [TraceSummary] {
        var filter = TraceFilter()
        change(&filter)
        return try await store.read { [filter] in try TraceReading.list(filter, in: $0) }
    }
}

/// Nanoseconds that pass when a test says so.
private final class SharedTime: Sendable {
    private let nanoseconds = Mutex<UInt64>(1_000_000_000)

    var now: MonotonicTime { MonotonicTime(nanoseconds: nanoseconds.withLock { $0 }) }

    func advance(by duration: Duration) {
        nanoseconds.withLock { $0 += UInt64(duration.microseconds) * 1_000 }
    }
}
