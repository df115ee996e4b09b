package import Primitives

/// One look at the node: what the page shows, what `uprising health` prints.
package struct HealthReport: Hashable, Sendable, Codable {
    package enum Status: String, Sendable, Codable, CaseIterable {
        case ok
        /// A target is missed, or an alert asks for a look today.
        case warn
        /// The node can't do its work, or an alert asks for somebody now.
        case failing
    }

    package let status: Status
    package let checkedAt: Timestamp
    package let metrics: [HealthReading]
    package let alerts: [ShownAlert]
    package let disk: DiskRoom.Room?
    package let uptimeSeconds: Int64
    package let version: String

    init(
        isReady: Bool, checkedAt: Timestamp, metrics: [HealthReading], alerts: [ShownAlert], disk: DiskRoom.Room?, uptimeSeconds: Int64,
        version: String
    ) {
        let firing = alerts.map(\.alert).filter { $0.state == .firing }
        let isBad = !isReady || firing.contains { $0.severity == .critical }
        status = isBad ? .failing : !firing.isEmpty || metrics.contains { $0.state == .failing } ? .warn : .ok
        self.checkedAt = checkedAt
        self.metrics = metrics
        self.alerts = alerts
        self.disk = disk
        self.uptimeSeconds = uptimeSeconds
        self.version = version
    }
}

extension HealthReport: Sampled {
    package static var sample: HealthReport {
        HealthReport(
            isReady: true, checkedAt: Timestamp(seconds: 1_767_225_600), metrics: [.sample], alerts: [.sample],
            disk: DiskRoom.Room(freeBytes: 52_428_800_000, totalBytes: 107_374_182_400), uptimeSeconds: 86_400, version: "1.0.0")
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("status", status.rawValue)
            json.member("checkedAt", checkedAt)
            json.member("metrics", array: metrics)
            json.member("alerts", array: alerts)
            json.member("disk", disk)
            json.member("uptimeSeconds", uptimeSeconds)
            json.member("version", version)
        }
    }
}

extension HealthReading: Sampled {
    package static var sample: HealthReading {
        var sketch = DurationSketch()
        for _ in 0..<20 { sketch.add(.milliseconds(80)) }
        return HealthReading(.apiLatency, [("createLead", .durations(sketch))])
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("name", metric.rawValue)
            json.member("unit", metric.unit.rawValue)
            json.member("value", value)
            json.member("target", metric.target)
            json.member("state", state.rawValue)
            json.member("parts", array: parts)
            json.member("window", metric.windowName)
        }
    }
}

extension DiskRoom.Room: Sampled {
    package static var sample: Self { Self(freeBytes: 52_428_800_000, totalBytes: 107_374_182_400) }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("freeBytes", freeBytes)
            json.member("totalBytes", totalBytes)
        }
    }
}
