import CoreMetrics
import Synchronization

/// One series that only counts up.
package final class CounterCell: CounterHandler {
    private let count = Atomic<Int64>(0)

    var value: Int64 { count.load(ordering: .relaxed) }

    package func increment(by amount: Int64) { count.wrappingAdd(amount, ordering: .relaxed) }

    /// A counter that went down would look like a restart: it does not.
    package func reset() {}
}
