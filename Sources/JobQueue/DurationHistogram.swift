import Glibc
import Primitives

/// Durations from 0.1 ms to a day in steps of a quarter of a doubling each, so that a quantile is right to a fifth.
struct DurationHistogram: Sendable {
    private static let bucketsPerDoubling = 4.0
    private static let first = 0.1
    private static let bucketCount = 120

    private var counts: [UInt32] = []
    private var total = 0

    mutating func add(_ duration: Duration) {
        if counts.isEmpty { counts = Array(repeating: 0, count: Self.bucketCount) }
        counts[Self.bucket(of: duration)] += 1
        total += 1
    }

    mutating func add(_ other: DurationHistogram) {
        guard !other.counts.isEmpty else { return }
        if counts.isEmpty { counts = Array(repeating: 0, count: Self.bucketCount) }
        for (index, count) in other.counts.enumerated() { counts[index] += count }
        total += other.total
    }

    /// `nil` of nothing.
    var quantiles: QueueActivity.Quantiles? {
        guard total > 0 else { return nil }
        return QueueActivity.Quantiles(p50: quantile(0.5), p95: quantile(0.95))
    }

    private func quantile(_ share: Double) -> Duration {
        let rank = max(1, Int((Double(total) * share).rounded(.up)))
        var seen = 0
        for (index, count) in counts.enumerated() {
            seen += Int(count)
            if seen >= rank { return .microseconds(Int64(Self.upperBound(of: index) * 1_000)) }
        }
        return .zero
    }

    private static func bucket(of duration: Duration) -> Int {
        let milliseconds = Double(duration.components.seconds) * 1_000 + Double(duration.components.attoseconds) / 1e15
        guard milliseconds > first else { return 0 }
        return min(bucketCount - 1, Int((log2(milliseconds / first) * bucketsPerDoubling).rounded(.up)))
    }

    /// In milliseconds.
    private static func upperBound(of bucket: Int) -> Double { first * exp2(Double(bucket) / bucketsPerDoubling) }
}
