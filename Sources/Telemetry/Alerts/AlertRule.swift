package import Primitives

/// From when on something is an alert.
package struct AlertRule: Hashable, Sendable {
    package let name: AlertRuleName
    /// In the unit of the rule.
    package var threshold: Double
    /// How long it must be so before the alert fires, and how long it must be well again before it is resolved.
    package var forSeconds: Int
    package var resolveSeconds: Int
    package var severity: AlertSeverity
    package var isOn: Bool
    /// Until then nobody is told; the alert is on the page all the same.
    package var silencedUntil: Timestamp?
    package var silenceReason: String?
    /// Goes up by one with every change.
    package var version: Int64 = 1

    init(_ name: AlertRuleName, threshold: Double, for wait: Int, resolve: Int, _ severity: AlertSeverity, isOn: Bool = true) {
        self.name = name
        self.threshold = threshold
        forSeconds = wait
        resolveSeconds = resolve
        self.severity = severity
        self.isOn = isOn
    }

    package func isSilenced(at now: Timestamp) -> Bool { silencedUntil.map { $0 > now } ?? false }

    enum Level: Sendable {
        case bad
        /// Between the threshold and where it is well again: neither fires nor resolves.
        case between
        case good
        case unknown
    }

    /// By how much a value must be better than the threshold to count as well again.
    private static let margin = 0.1

    func level(of value: Double?) -> Level {
        guard let value, value.isFinite else { return .unknown }
        if name.isBelow {
            return value < threshold ? .bad : value < threshold * (1 + Self.margin) ? .between : .good
        }
        return value > threshold ? .bad : threshold > 0 && value > threshold * (1 - Self.margin) ? .between : .good
    }
}

extension AlertRule: Sampled {
    package static var sample: AlertRule {
        var rule = AlertRuleName.diskSpace.standard
        rule.silencedUntil = Timestamp(seconds: 1_767_225_600)
        rule.silenceReason = "The disk is being replaced"
        return rule
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("name", name)
            json.member("title", name.title)
            json.member("unit", name.unit.rawValue)
            json.member("comparison", name.isBelow ? "below" : "above")
            json.member("threshold", threshold)
            json.member("forSeconds", forSeconds)
            json.member("resolveSeconds", resolveSeconds)
            json.member("severity", severity)
            json.member("isOn", isOn)
            json.member("cause", name.cause)
            json.member("command", name.command)
            json.member("silencedUntil", silencedUntil)
            json.member("silenceReason", silenceReason)
            json.member("version", version)
        }
    }
}
