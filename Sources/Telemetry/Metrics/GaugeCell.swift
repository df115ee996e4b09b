import CoreMetrics
import Synchronization

/// One series that goes up and down.
package final class GaugeCell: MeterHandler, RecorderHandler {
    private let level = Mutex(0.0)

    var value: Double { level.withLock { $0 } }

    package func set(_ value: Int64) { set(Double(value)) }
    package func set(_ value: Double) { level.withLock { $0 = value } }
    package func increment(by amount: Double) { level.withLock { $0 += amount } }
    package func decrement(by amount: Double) { level.withLock { $0 -= amount } }
    package func record(_ value: Int64) { set(Double(value)) }
    package func record(_ value: Double) { set(value) }
}
