import Domain
import HTTPTypes
import Hummingbird
import Identity
import Primitives
import Telemetry

/// Alerts about the node, and the rules by which they fire.
struct AlertRoutes: Sendable {
    static let bodyLimit = 16_384
    private static let defaultPageSize = 50
    /// A silence that nobody remembers is a rule that is off.
    private static let longestSilence = Duration.days(90)
    private static let reasonLimit = 500

    let alerts: AlertDesk
    let gate: Gatekeeper
    let clock: WallClock

    func add(to router: some RouterMethods<APIContext>) {
        router.onNode("alerts", .get, gate, needs: .nodeRead, Self.listing, use: list)
        router.onNode("alert-rules", .get, gate, needs: .nodeRead, Self.listingRules) { [alerts] _ in
            .json(ListedAnswer(items: try await alerts.rules()))
        }
        router.onNode("alert-rules/{name}", .get, gate, needs: .nodeRead, Self.showingRule) { [alerts] call in
            let name = try ruleName(call)
            guard let rule = try await alerts.rules().first(where: { $0.name == name }) else { throw Self.unknown }
            return .json(versioned: rule)
        }
        router.onNode("alert-rules/{name}", .put, gate, needs: .nodeManage, Self.changingRule, use: change)
        router.onNode("alert-rules/{name}/silence", .put, gate, needs: .nodeManage, Self.silencing, use: silence)
        router.onNode("alert-rules/{name}/silence", .delete, gate, needs: .nodeManage, Self.endingSilence) { call in
            try await self.change(call, "alert_rule.silence_ended") { rule in
                rule.silencedUntil = nil
                rule.silenceReason = nil
            }
        }
    }

    @Sendable private func list(_ call: Call) async throws -> Response {
        let query = Query(call.request.uri)
        let state = try query["state"].map { text throws(Failure) in
            guard let state = Alert.State(rawValue: text) else {
                let all = Alert.State.allCases.map(\.rawValue).joined(separator: ", ")
                throw Failure(.invalidRequest, "The list can't be shown.", fields: [FieldFault("state", "One of \(all).")])
            }
            return state
        }
        let place = try ListPlace(call, upTo: AlertDesk.pageLimit, standard: Self.defaultPageSize)
        return place.answer(try await alerts.list(state, before: place.position, limit: place.limit))
    }

    private struct RuleBody: Decodable, Sendable {
        let threshold: Double
        let forSeconds: Int
        let resolveSeconds: Int
        let severity: AlertSeverity
        let isOn: Bool
    }

    @Sendable private func change(_ call: Call) async throws -> Response {
        let body = try await call.request.json(RuleBody.self, upTo: Self.bodyLimit, in: call.context)
        var faults: [FieldFault] = []
        if !body.threshold.isFinite || !Self.thresholds.contains(body.threshold) {
            faults.append(FieldFault("/threshold", "0 to \(Int64(Self.thresholds.upperBound))."))
        }
        for (name, value) in [("forSeconds", body.forSeconds), ("resolveSeconds", body.resolveSeconds)]
        where !Self.waits.contains(Int64(value)) {
            faults.append(FieldFault("/\(name)", "0 to \(Self.waits.upperBound)."))
        }
        guard faults.isEmpty else { throw Failure(.invalidRequest, "The rule was not changed.", fields: faults) }
        let expected = try EntityVersion.expected(by: call.request)
        return try await change(call, "alert_rule.changed") { rule in
            var wanted = rule
            (wanted.threshold, wanted.forSeconds, wanted.resolveSeconds) = (body.threshold, body.forSeconds, body.resolveSeconds)
            (wanted.severity, wanted.isOn) = (body.severity, body.isOn)
            try BaseVersion.require(expected, is: rule.version, of: rule, wanting: wanted.settings)
            rule = wanted
        }
    }

    private struct SilenceBody: Decodable, Sendable {
        let until: Timestamp
        let reason: String?
    }

    @Sendable private func silence(_ call: Call) async throws -> Response {
        let body = try await call.request.json(SilenceBody.self, upTo: Self.bodyLimit, in: call.context)
        let now = clock.now()
        let reason = body.reason?.singleLine()
        var faults: [FieldFault] = []
        if body.until <= now || body.until > now + Self.longestSilence { faults.append(FieldFault("/until", "Within the next 90 days.")) }
        if (reason ?? "").count > Self.reasonLimit { faults.append(FieldFault("/reason", "At most \(Self.reasonLimit) characters.")) }
        guard faults.isEmpty else { throw Failure(.invalidRequest, "The rule was not silenced.", fields: faults) }
        return try await change(call, "alert_rule.silenced") { rule in
            rule.silencedUntil = body.until
            rule.silenceReason = reason?.isEmpty == false ? reason : nil
        }
    }

    private func change(
        _ call: Call, _ action: AuditAction, _ change: @escaping @Sendable (inout AlertRule) throws -> Void
    ) async throws -> Response {
        let (name, act, now) = (try ruleName(call), call.act, clock.now())
        let changed = try await alerts.change(name) { rule, tx in
            var changed = rule
            try change(&changed)
            guard changed != rule else { return rule }
            try AuditLog.append(
                AuditEntry(
                    action, on: AuditSubject("alert_rule", id: name.rawValue, label: name.title), in: call.principal.workspaceID,
                    before: rule.settings, after: changed.settings, act: act, at: now), in: tx)
            return changed
        }
        return .json(versioned: changed)
    }

    private func ruleName(_ call: Call) throws(Failure) -> AlertRuleName {
        guard let name = call.context.parameters.get("name").flatMap({ AlertRuleName(rawValue: $0) }) else { throw Self.unknown }
        return name
    }

    private static let unknown = Failure(.notFound, "There is no such rule.")
    static let thresholds: ClosedRange<Double> = 0...1e15
    static let waits: ClosedRange<Int64> = 0...86_400
}

extension AlertRule: VersionedEntity {}

extension AlertRule {
    /// What people set of it.
    fileprivate var settings: JSONValue {
        [
            "threshold": .number(threshold), "forSeconds": .integer(Int64(forSeconds)), "resolveSeconds": .integer(Int64(resolveSeconds)),
            "severity": .string(severity.rawValue), "isOn": .bool(isOn),
            "silencedUntil": silencedUntil.map { .string($0.description) } ?? .null,
            "silenceReason": silenceReason.map { .string($0) } ?? .null,
        ]
    }
}
