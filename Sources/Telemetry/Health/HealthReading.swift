/// A health metric as it is now.
package struct HealthReading: Sendable, Hashable, Codable {
    package let metric: HealthMetric
    package let value: Double?
    package let state: HealthMetric.State
    package let parts: [HealthPart]
    /// What an alert looks at: the value of those parts of which enough was seen.
    package let judged: Double?

    init(_ metric: HealthMetric, _ contents: [(part: String, content: SeriesContent)]) {
        let seen = contents.sorted { $0.part < $1.part }.map { part, content in
            (part, metric.value(of: content), content.count)
        }
        self.metric = metric
        parts = seen.map { HealthPart(name: $0, value: $1, state: metric.state(of: $1, count: $2)) }.filter { !$0.name.isEmpty }
        value = metric.value(of: seen.compactMap { $0.1 })
        judged = metric.value(of: seen.compactMap { $0.2 >= metric.minimumCount ? $0.1 : nil })
        state = seen.map { metric.state(of: $0.1, count: $0.2) }.max() ?? .unknown
    }
}
