/// The series of one family, by the values of its labels.
struct SeriesTable: Sendable {
    enum Series: Sendable {
        case counter(CounterCell)
        case gauge(GaugeCell)
        case histogram(HistogramCell)

        init(_ family: MetricFamily, tap: MetricRegistry.Tap?) {
            switch family.kind {
            case .counter: self = .counter(CounterCell())
            case .gauge: self = .gauge(GaugeCell())
            case .histogram: self = .histogram(HistogramCell(family, tap: tap))
            }
        }

        /// One that is shown nowhere.
        static func unseen(_ family: MetricFamily) -> Series { Series(family, tap: nil) }

        // A name stands for one kind: the registry never asks for another.
        var counter: CounterCell { if case .counter(let cell) = self { cell } else { CounterCell() } }
        var gauge: GaugeCell { if case .gauge(let cell) = self { cell } else { GaugeCell() } }
        var histogram: HistogramCell {
            if case .histogram(let cell) = self { cell } else { HistogramCell(.durations("", ""), tap: nil) }
        }
    }

    /// In place of a value that a label may not have.
    static let other = "other"

    let family: MetricFamily
    private struct Entry {
        let series: Series
        /// What stands between the braces, made once.
        let labels: [UInt8]
    }

    private var all: [[String]: Entry] = [:]
    /// Of labels whose values come up as the node runs.
    private var seen: [Set<String>]

    init(_ family: MetricFamily) {
        self.family = family
        seen = Array(repeating: [], count: family.labels.count)
    }

    mutating func series(_ labels: [(String, String)], tap: MetricRegistry.Tap?) -> Series {
        let values = family.labels.indices.map { index in
            value(of: index, labels.first { $0.0 == family.labels[index].name }?.1 ?? Self.other)
        }
        if let known = all[values] { return known.series }
        let made = Series(family, tap: tap)
        all[values] = Entry(series: made, labels: MetricText.labels(zip(family.labels, values).map { ($0.name, $1) }))
        return made
    }

    private mutating func value(of label: Int, _ value: String) -> String {
        switch family.labels[label].values {
        case .oneOf(let allowed): return allowed.contains(value) ? value : Self.other
        case .first(let count):
            if seen[label].contains(value) { return value }
            guard seen[label].count < count else { return Self.other }
            seen[label].insert(value)
            return value
        }
    }

    func write(to text: inout MetricText) {
        guard !all.isEmpty else { return }
        text.begin(family)
        let names = BucketNames(family.name, bounds: family.bounds)
        for entry in all.values {
            switch entry.series {
            case .counter(let cell): text.sample(family.name, entry.labels, cell.value)
            case .gauge(let cell): text.sample(family.name, entry.labels, cell.value)
            case .histogram(let cell): cell.write(to: &text, labels: entry.labels, names: names)
            }
        }
    }
}
