import Telemetry

/// The health metrics and alerts, from the same definitions as the page's.
struct HealthSource: MetricSource {
    let board: HealthBoard
    let watch: AlertWatch

    func write(to text: inout MetricText) async {
        var samples: [(labels: [String], value: Double)] = []
        for reading in board.readings {
            let name = reading.metric.rawValue
            if let value = reading.value { samples.append(([name, ""], value)) }
            samples += reading.parts.compactMap { part in part.value.map { (labels: [name, part.name], value: $0) } }
        }
        text.family(Families.health, samples)
        let firing = Set(await watch.current.filter { $0.state == .firing }.map(\.rule))
        text.family(Families.alerts, AlertRuleName.allCases.map { ([$0.rawValue], firing.contains($0) ? 1 : 0) })
    }
}
