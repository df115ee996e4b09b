import Primitives
import Telemetry

/// A line of the log; what has no member of its own stands in `fields`.
struct LogEntryAnswer: Sampled {
    private static let members: Set<String> = [
        "time", "level", "severityNumber", "message", "logger", "traceId", "spanId", "workspaceId", "leadId", "userId", "jobName",
        "durationMs",
        "status", "errorCode",
    ]

    let line: LogLine

    init(_ line: LogLine) {
        self.line = line
    }

    static var sample: Self {
        Self(
            LogLine(
                id: .sample,
                members: [
                    "time": .string(Timestamp.now().description), "level": "info", "severityNumber": 9, "message": "Request answered",
                    "logger": "uprising", "traceId": .string(TraceID.sample.description), "spanId": .string(SpanID.sample.description),
                    "workspaceId": "0199aaaa-0000-7000-8000-000000000001", "leadId": "0199aaaa-0000-7000-8000-000000000002",
                    "userId": "0199aaaa-0000-7000-8000-000000000003", "jobName": "analyze_lead", "durationMs": 12.5, "status": "200",
                    "errorCode": "not_found", "route": "/api/v1/leads",
                ]))
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", line.id.description)
            json.member("time", Timestamp(text("time") ?? "") ?? Timestamp(microseconds: 0))
            json.member("level", text("level") ?? "info")
            json.member("severityNumber", line.members["severityNumber"]?.integer ?? 0)
            json.member("message", text("message") ?? "")
            json.member("logger", text("logger") ?? "")
            json.member("traceId", text("traceId"))
            json.member("spanId", text("spanId"))
            json.member("workspaceId", text("workspaceId"))
            json.member("leadId", text("leadId"))
            json.member("userId", text("userId"))
            json.member("jobName", text("jobName"))
            json.member("durationMs", number("durationMs"))
            json.member("status", text("status"))
            json.member("errorCode", text("errorCode"))
            json.member("fields", JSONMap(line.members.filter { !Self.members.contains($0.key) }))
        }
    }

    private func text(_ name: String) -> String? {
        switch line.members[name] {
        case .string(let text): text
        case .integer(let number): String(number)
        case .number(let number): String(number)
        default: nil
        }
    }

    private func number(_ name: String) -> Double? {
        switch line.members[name] {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: nil
        }
    }
}
