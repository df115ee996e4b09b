/// A health metric, or one part of it: an endpoint, a queue. The whole has the empty part.
package struct SeriesKey: Hashable, Sendable {
    package let metric: HealthMetric
    package let part: String

    package init(_ metric: HealthMetric, _ part: String = "") {
        self.metric = metric
        self.part = part
    }
}
