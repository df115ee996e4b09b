import Hummingbird
import Identity
import Primitives
import Telemetry

/// How the node is, for those who run it.
struct NodeHealthRoutes: Sendable {
    let reporter: HealthReporter
    let checks: HealthChecks
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.onNode("health", .get, gate, needs: .nodeRead, Self.showing) { [reporter, checks] _ in
            .json(NodeHealthAnswer(report: try await reporter.report(isReady: await checks.areReady())))
        }
        router.onNode("health/history", .get, gate, needs: .nodeRead, Self.showingHistory) { [reporter] call in
            let query = Query(call.request.uri)
            guard let metric = query["metric"].flatMap({ HealthMetric(rawValue: $0) }) else {
                throw Self.refusal("metric", "One of \(HealthMetric.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
            guard let range = HealthRange(rawValue: query["range"] ?? HealthRange.hour.rawValue) else {
                throw Self.refusal("range", "One of \(HealthRange.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
            return .json(
                HealthHistoryAnswer(
                    metric: metric, points: try await reporter.board.history(of: metric, part: query["part"], over: range)))
        }
    }

    private static func refusal(_ name: String, _ message: String) -> Failure {
        Failure(.invalidRequest, "There is no such history.", fields: [FieldFault(name, message)])
    }

    static let showing = Operation(
        id: "showNodeHealth", summary: "Show how the node is",
        detail: """
            The five health metrics with their targets, the alerts that fire or are about to, and the room on the disk. `window` says how far \
            back a value looks: 1h, 5m or now.
            """, answers: [.json(NodeHealthAnswer.self)])
    static let showingHistory = Operation(
        id: "showHealthHistory", summary: "Show how a health metric was",
        detail: "Points of 30 seconds, 5 minutes, an hour or half a day. A value is null where the node did not run or nothing was seen.",
        parameters: [
            .init("metric", .oneOf(HealthMetric.allCases.map(\.rawValue)), required: true, "Which one"),
            .init("part", .text(upTo: 100), "One endpoint or queue of it alone"),
            .init("range", .oneOf(HealthRange.allCases.map(\.rawValue)), "How far back; an hour if it is left out"),
        ], answers: [.json(HealthHistoryAnswer.self)], failures: [.invalidRequest])
}

/// The report as the API writes it; as the operator's commands read it, it is encoded otherwise.
struct NodeHealthAnswer: Sampled {
    let report: HealthReport

    static var sample: Self { Self(report: .sample) }

    func write(to json: inout JSONWriter) { report.write(to: &json) }
}

/// A metric over time.
struct HealthHistoryAnswer: Sampled {
    let metric: HealthMetric
    let points: [HealthPoint]

    static var sample: Self { Self(metric: .apiLatency, points: [.sample]) }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("metric", metric.rawValue)
            json.member("unit", metric.unit.rawValue)
            json.member("target", metric.target)
            json.member("points", array: points)
        }
    }
}
