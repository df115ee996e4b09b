import Primitives
import Telemetry

extension AlertRoutes {
    private static let name = Operation.Parameter(
        "name", .oneOf(AlertRuleName.allCases.map(\.rawValue)), in: .path, required: true, "The rule")

    static let listing = Operation(
        id: "listAlerts", summary: "List alerts, the newest first",
        detail: "Each with its likely cause and the command to run first. What is pending has not been so for long enough to fire.",
        parameters: [
            .init("state", .oneOf(Alert.State.allCases.map(\.rawValue)), "Only those in that state")
        ] + .page(upTo: AlertDesk.pageLimit), answers: [.page(ShownAlert.self)], failures: [.invalidRequest])
    static let listingRules = Operation(
        id: "listAlertRules", summary: "List the rules of alerts", answers: [.list(AlertRule.self, atMost: AlertRuleName.allCases.count)])
    static let showingRule = Operation(
        id: "getAlertRule", summary: "Show one rule of alerts", parameters: [name], answers: [.versioned(AlertRule.self)])
    static let changingRule = Operation(
        id: "changeAlertRule", summary: "Change from when on something is an alert",
        detail: "The threshold is in the unit of the rule. What a rule looks at can't be changed.", parameters: [name],
        body: .members([
            .init("threshold", .number(thresholds), required: true, "In the unit of the rule; a ratio is 0 to 1"),
            .init("forSeconds", .integer(waits), required: true, "How long it must be so before the alert fires"),
            .init("resolveSeconds", .integer(waits), required: true, "How long it must be well again before the alert is over"),
            .init("severity", .oneOf(AlertSeverity.allCases.map(\.rawValue)), required: true),
            .init("isOn", .flag, required: true),
        ]), needsVersion: true, answers: [.versioned(AlertRule.self)], failures: [.invalidRequest])
    static let silencing = Operation(
        id: "silenceAlertRule", summary: "Tell nobody of a rule for a while",
        detail: "Its alerts are on the page all the same, and told of when the silence ends and they still fire. At most 90 days.",
        parameters: [name],
        body: .members([.init("until", .moment, required: true), .init("reason", .nullable(.text(upTo: 500)))]),
        answers: [.versioned(AlertRule.self)], failures: [.invalidRequest])
    static let endingSilence = Operation(
        id: "endSilenceOfAlertRule", summary: "Tell people of a rule again", parameters: [name], answers: [.versioned(AlertRule.self)])
}
