package import Primitives
import Synchronization

/// Takes the parts of traces as they end, and hands over those that are kept.
package final class TraceBook: TelemetrySource {
    let clock: WallClock
    let now: @Sendable () -> MonotonicTime
    private let buffer: Mutex<TailBuffer>
    private let rows: TraceRows

    package convenience init(_ sampling: TailSampling, byteLimit: Int64, clock: WallClock = .system) {
        self.init(sampling, byteLimit: byteLimit, clock: clock, now: MonotonicTime.now)
    }

    init(_ sampling: TailSampling, byteLimit: Int64, clock: WallClock, now: @escaping @Sendable () -> MonotonicTime) {
        self.clock = clock
        self.now = now
        buffer = Mutex(TailBuffer(sampling))
        rows = TraceRows(byteLimit: byteLimit)
    }

    func take(_ part: TracePart.Ended) {
        let now = now()
        buffer.withLock { $0.take(part, at: now) }
    }

    package func drain() -> TelemetryBatch? {
        let now = now()
        let (parts, lost) = buffer.withLock { $0.drain(at: now) }
        guard !parts.isEmpty || lost > 0 else { return nil }
        return TelemetryBatch(count: parts.count, lostCount: lost) { [rows] tx in try rows.insert(parts, in: tx) }
    }
}
