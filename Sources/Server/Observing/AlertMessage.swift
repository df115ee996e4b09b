import Primitives
import Telemetry

/// A notice of alerts as it is posted.
struct AlertMessage: Sendable {
    let alerts: [Alert]
    /// Where the page is.
    let url: String
    let sentAt: Timestamp
    var isTest = false

    func body(_ format: AlertTargets.Format) -> String {
        String(decoding: JSONWriter.bytes(of: format == .plain ? plain : ["text": .string(text)]), as: UTF8.self)
    }

    private var plain: JSONValue {
        [
            "type": .string(isTest ? "alert.test" : "alert"), "node": .string(url), "sentAt": .string(sentAt.description),
            "alerts": .array(alerts.map(Self.json)),
        ]
    }

    private static func json(_ alert: Alert) -> JSONValue {
        [
            "id": .string(alert.id.description), "rule": .string(alert.rule.rawValue), "severity": .string(alert.severity.rawValue),
            "state": .string(alert.state.rawValue), "startedAt": .string(alert.startedAt.description),
            "resolvedAt": alert.resolvedAt.map { .string($0.description) } ?? .null, "value": alert.value.map { .number($0) } ?? .null,
            "unit": .string(alert.rule.unit.rawValue), "summary": .string(alert.summary), "cause": .string(alert.cause),
            "command": .string(alert.command),
        ]
    }

    /// Slack's mark-up, in which three characters are escaped.
    private var text: String {
        if isTest { return "Test: alerts of \(Self.escaped(url)) come here." }
        let lines = alerts.map { alert in
            alert.state == .resolved
                ? ":white_check_mark: Over: \(Self.escaped(alert.summary))"
                : """
                \(alert.severity == .critical ? ":rotating_light:" : ":warning:") *\(Self.escaped(alert.summary))*
                Likely cause: \(Self.escaped(alert.cause))
                Run first: `\(Self.escaped(alert.command))`
                """
        }
        return (lines + ["\(Self.escaped(url))/alerts"]).joined(separator: "\n")
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
