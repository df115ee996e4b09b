/// How many of what was counted lie up to each of some bounds; the last count is of what lies above them all.
package struct BucketCounts: Hashable, Sendable {
    package let bounds: [Double]
    package private(set) var counts: [UInt64]
    package private(set) var sum = 0.0

    /// - Parameter bounds: rising.
    package init(bounds: [Double]) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.count + 1)
    }

    package mutating func add(_ value: Double) {
        counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
        sum += value
    }
}
