import Primitives
import Telemetry

/// A report of health for people.
enum HealthText {
    static func lines(of report: HealthReport) -> [String] {
        let uptime = Duration.seconds(report.uptimeSeconds).words
        var lines = ["\(report.status.rawValue.uppercased())  version \(report.version), up \(uptime)", ""]
        var table = TextTable([("METRIC", .left), ("VALUE", .right), ("TARGET", .right), ("STATE", .left), ("WINDOW", .left)])
        for metric in report.metrics {
            let unit = metric.metric.unit
            table.add([
                metric.metric.rawValue, text(metric.value, unit), text(metric.metric.target, unit), metric.state.rawValue,
                metric.metric.windowName,
            ])
            for part in metric.parts { table.add(["· \(part.name)", text(part.value, unit), "", part.state.rawValue, ""]) }
        }
        lines += table.lines
        if let disk = report.disk {
            let share = Int((disk.freeShare * 100).rounded())
            lines += ["", "Disk: \(disk.freeBytes >> 30) of \(disk.totalBytes >> 30) GiB free (\(share) %)"]
        }
        let alerts = report.alerts.map(\.alert)
        lines.append("")
        if alerts.isEmpty { lines.append("No alert fires.") }
        for alert in alerts {
            lines += [
                "\(alert.severity.rawValue.uppercased()) \(alert.state.rawValue)  \(alert.summary)", "  Likely cause: \(alert.cause)",
                "  Run first: \(alert.command)",
            ]
        }
        return lines
    }

    private static func text(_ value: Double?, _ unit: HealthMetric.Unit) -> String {
        guard let value else { return "–" }
        return switch unit {
        case .minutes: Duration.milliseconds(Int64(value * 60_000)).words
        case .seconds: Duration.microseconds(Int64(value * 1_000_000)).words
        case .ratio: "\((value * 1_000).rounded() / 10) %"
        case .jobs: "\(Int(value))"
        }
    }
}
