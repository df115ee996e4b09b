/// What one metric is called, what it counts, and by what it is divided: `http_request_duration_seconds` by method, route and status.
///
/// A name ends with its base unit, or with `_total` where it only counts up (Prometheus, “Metric and label naming”).
package struct MetricFamily: Sendable {
    package enum Kind: String, Sendable {
        case counter, gauge, histogram
    }

    /// One label with the values that it may have; any other is counted as `other`, so that no stranger can make series.
    package struct Label: Sendable {
        package enum Values: Sendable {
            case oneOf(Set<String>)
            /// Names that come up as the node runs, such as queues; so many, the first of them.
            case first(Int)
        }

        let name: String
        let values: Values

        package init(_ name: String, _ values: Values) {
            self.name = name
            self.values = values
        }
    }

    /// In what a histogram is written down, against the base unit of its name.
    package enum Scale: Double, Sendable {
        /// Recorded in whole microseconds, exposed in seconds.
        case seconds = 1e-6
        case whole = 1
    }

    package let name: String
    let help: String
    let kind: Kind
    let labels: [Label]
    let scale: Scale
    /// Upper bounds of the buckets of a histogram, in the unit of the name.
    let bounds: [Double]

    package static func counter(_ name: String, _ help: String, _ labels: Label...) -> MetricFamily {
        MetricFamily(name: name, help: help, kind: .counter, labels: labels, scale: .whole, bounds: [])
    }

    package static func gauge(_ name: String, _ help: String, _ labels: Label...) -> MetricFamily {
        MetricFamily(name: name, help: help, kind: .gauge, labels: labels, scale: .whole, bounds: [])
    }

    package static func durations(
        _ name: String, _ help: String, _ labels: Label..., bounds: [Double] = MetricFamily.requestBounds
    ) -> MetricFamily {
        MetricFamily(name: name, help: help, kind: .histogram, labels: labels, scale: .seconds, bounds: bounds)
    }

    /// Counted elsewhere and handed over whole; the bounds come with the counts.
    package static func distribution(_ name: String, _ help: String, _ labels: Label...) -> MetricFamily {
        MetricFamily(name: name, help: help, kind: .histogram, labels: labels, scale: .whole, bounds: [])
    }

    /// From what a page hit costs to what a person gives up at, with the target of API calls (1.2 s) among them.
    package static let requestBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.2, 2.5, 10]
    /// From a second to an hour, with the target of a lead (10 min) among them.
    package static let workBounds = [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600]
}
