import CoreMetrics
import Histogram
import Primitives
import Synchronization

/// One series of observations, kept as an HdrHistogram that is right to six per cent.
///
/// Its counts grow with the largest value that was seen, so one that saw nothing holds nothing, and one of requests some two kilobytes.
package final class HistogramCell: TimerHandler, RecorderHandler {
    private struct State {
        var histogram: Histogram<UInt64>?
        var sum = 0.0
    }

    /// A day in microseconds: what took longer is written down as that.
    private static let ceiling: UInt64 = 86_400_000_000

    private let family: MetricFamily
    private let tap: MetricRegistry.Tap?
    private let state = Mutex(State())

    init(_ family: MetricFamily, tap: MetricRegistry.Tap?) {
        self.family = family
        self.tap = tap
    }

    package func record(_ duration: Duration) {
        record(UInt64(clamping: duration.microseconds))
        tap?(duration)
    }

    package func recordNanoseconds(_ duration: Int64) { record(.nanoseconds(duration)) }
    package func record(_ value: Int64) { record(UInt64(clamping: value)) }
    package func record(_ value: Double) { record(value.isFinite ? UInt64(max(0, min(value, Double(Self.ceiling)))) : 0) }

    private func record(_ value: UInt64) {
        let value = min(value, Self.ceiling)
        state.withLock { state in
            if state.histogram == nil { state.histogram = Histogram(numberOfSignificantValueDigits: .one) }
            state.histogram?.record(value)
            state.sum += Double(value)
        }
    }

    /// `_bucket`, `_sum` and `_count` as Prometheus has them: each bucket holds those before it as well.
    func write(to text: inout MetricText, labels: [UInt8], names: BucketNames) {
        let (histogram, sum) = state.withLock { ($0.histogram, $0.sum) }
        var counts = Array(repeating: UInt64(0), count: family.bounds.count + 1)
        if let histogram {
            let bounds = family.bounds.map { UInt64($0 / family.scale.rawValue) }
            var index = 0
            for step in histogram.recordedValues() {
                let value = histogram.lowestEquivalentForValue(step.value)
                while index < bounds.count, value > bounds[index] { index += 1 }
                counts[index] += step.count
            }
        }
        text.histogram(labels, names, counts: counts, sum: sum * family.scale.rawValue)
    }
}
