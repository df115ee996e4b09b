import Primitives

/// How long things took, as counts in buckets of 1.6 per cent: two of them add up to the one that would have been made of both,
/// so a percentile over an hour is that of the hour's observations, and never an average of percentiles.
package struct DurationSketch: Hashable, Sendable {
    /// Buckets in a doubling; below so many microseconds each has a bucket of its own.
    private static let perDoubling = 64
    private static let shift = 6
    /// A week: what took longer is written down as that.
    private static let ceiling: UInt64 = 604_800_000_000

    /// By bucket; only those that are not empty.
    private(set) var counts: [UInt16: UInt32] = [:]

    package init() {}

    init(counts: [UInt16: UInt32]) {
        self.counts = counts
    }

    package var count: Int { counts.values.reduce(0) { $0 + Int($1) } }

    package mutating func add(_ duration: Duration) {
        let bucket = Self.bucket(of: min(UInt64(clamping: duration.microseconds), Self.ceiling))
        counts[bucket, default: 0] &+= 1
    }

    package mutating func add(_ other: DurationSketch) {
        counts.merge(other.counts) { $0 &+ $1 }
    }

    /// The smallest duration that at least this share of all were not above; `nil` of nothing.
    package func quantile(_ share: Double) -> Duration? {
        let total = count
        guard total > 0 else { return nil }
        let rank = max(1, Int((Double(total) * share).rounded(.up)))
        var seen = 0
        for (bucket, count) in counts.sorted(by: { $0.key < $1.key }) {
            seen += Int(count)
            if seen >= rank { return .microseconds(Int64(Self.upperBound(of: bucket))) }
        }
        return nil
    }

    /// The first seven bits of the number, and how many follow.
    static func bucket(of microseconds: UInt64) -> UInt16 {
        guard microseconds >= perDoubling else { return UInt16(microseconds) }
        let dropped = UInt64.bitWidth - 1 - microseconds.leadingZeroBitCount - shift
        return UInt16((dropped + 1) * perDoubling + Int(microseconds >> UInt64(dropped)) - perDoubling)
    }

    static func upperBound(of bucket: UInt16) -> UInt64 {
        let bucket = Int(bucket)
        guard bucket >= perDoubling else { return UInt64(bucket) }
        let dropped = UInt64(bucket / perDoubling - 1)
        return (UInt64(perDoubling + bucket % perDoubling + 1) << dropped) - 1
    }
}
