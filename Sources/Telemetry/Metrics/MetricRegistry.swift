package import CoreMetrics
import Synchronization

/// Every series of this process: the back end of swift-metrics, and what `/metrics` shows.
///
/// Families are declared beforehand. One that is not, of a library, has no labels here, and there is a bound to how many there are.
package final class MetricRegistry: MetricsFactory {
    /// Called with each observation of a family's durations, beside the histogram: the same figure goes to whoever else keeps it.
    package typealias Tap = @Sendable (Duration) -> Void

    /// Of families that nobody declared; further ones are counted nowhere.
    static let strangerLimit = 200

    private struct State {
        var families: [String: SeriesTable]
        var strangers = 0
    }

    private let state: Mutex<State>
    private let taps: [String: Tap]

    package init(_ families: [MetricFamily], taps: [String: Tap] = [:]) {
        state = Mutex(State(families: Dictionary(families.map { ($0.name, SeriesTable($0)) }) { first, _ in first }))
        self.taps = taps
    }

    /// The series of a declared family with these values of its labels, in their order.
    package func histogram(_ family: MetricFamily, _ values: String...) -> HistogramCell {
        series(family.name, .histogram, zip(family.labels, values).map { ($0.name, $1) }).histogram
    }

    package func counter(_ family: MetricFamily, _ values: String...) -> CounterCell {
        series(family.name, .counter, zip(family.labels, values).map { ($0.name, $1) }).counter
    }

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, .counter, dimensions).counter
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(label, .gauge, dimensions).gauge
    }

    package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        aggregate ? series(label, .histogram, dimensions).histogram : series(label, .gauge, dimensions).gauge
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, .histogram, dimensions).histogram
    }

    // Series stay: one that came back from nothing would look like a restart.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}

    package func write(to text: inout MetricText) {
        let tables = state.withLock { state in state.families.values.sorted { $0.family.name < $1.family.name } }
        for table in tables { table.write(to: &text) }
    }

    private func series(_ name: String, _ kind: MetricFamily.Kind, _ labels: [(String, String)]) -> SeriesTable.Series {
        state.withLock { state in
            let name = MetricText.name(name)
            if let known = state.families[name], known.family.kind == kind {
                return state.families[name]?.series(labels, tap: taps[name]) ?? .unseen(known.family)
            }
            let stranger = MetricFamily(name: name, help: "", kind: kind, labels: [], scale: .whole, bounds: MetricFamily.requestBounds)
            guard state.families[name] == nil, state.strangers < Self.strangerLimit else { return .unseen(stranger) }
            state.strangers += 1
            state.families[name] = SeriesTable(stranger)
            return state.families[name]?.series([], tap: nil) ?? .unseen(stranger)
        }
    }
}
