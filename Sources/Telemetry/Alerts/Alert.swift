import DataStore
package import Primitives

/// One time at which a rule was broken, from its beginning to its end.
package struct Alert: Hashable, Sendable, Codable {
    package enum State: String, CaseIterable, Sendable, Codable, SQLConvertible, JSONWritable {
        /// Not for long enough to fire.
        case pending
        case firing, resolved
    }

    package let id: ID<Alert>
    package let rule: AlertRuleName
    package var severity: AlertSeverity
    package var state: State
    package let startedAt: Timestamp
    package var firedAt: Timestamp?
    package var resolvedAt: Timestamp?
    /// While it lasts the newest, then the last that was bad.
    package var value: Double?
    package var summary: String
    /// Goes up by one with every change of its state.
    package var version: Int64

    package var cause: String { rule.cause }
    package var command: String { rule.command }
}

/// An alert as it is shown, with what its rule says of it.
package struct ShownAlert: Hashable, Sendable, Codable {
    package let alert: Alert
    package let silencedUntil: Timestamp?

    package init(_ alert: Alert, silencedUntil: Timestamp?) {
        self.alert = alert
        self.silencedUntil = silencedUntil
    }
}

extension ShownAlert: Sampled {
    package static var sample: ShownAlert {
        let moment = Timestamp(seconds: 1_767_225_600)
        return ShownAlert(
            Alert(
                id: ID(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0001), rule: .diskSpace, severity: .critical, state: .resolved,
                startedAt: moment, firedAt: moment, resolvedAt: moment, value: 0.07,
                summary: AlertRuleName.diskSpace.summary(0.07, against: AlertRuleName.diskSpace.standard), version: 2),
            silencedUntil: moment)
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", alert.id)
            json.member("rule", alert.rule)
            json.member("severity", alert.severity)
            json.member("state", alert.state)
            json.member("startedAt", alert.startedAt)
            json.member("firedAt", alert.firedAt)
            json.member("resolvedAt", alert.resolvedAt)
            json.member("value", alert.value)
            json.member("unit", alert.rule.unit.rawValue)
            json.member("summary", alert.summary)
            json.member("cause", alert.cause)
            json.member("command", alert.command)
            json.member("silencedUntil", silencedUntil)
        }
    }
}
