import Domain
import HTTPTypes
import Hummingbird
import Identity
import Primitives
import Telemetry

/// Who is told of alerts. Addresses of webhooks often are secrets, so seeing them takes as much as changing them.
struct AlertTargetRoutes: Sendable {
    private static let minutes: ClosedRange<Int64> = 0...1_440
    private static let urlLimit = 2_000

    let alerts: AlertDesk
    let poster: WebhookPoster
    let gate: Gatekeeper
    let sendTest: @Sendable () async throws -> Void

    func add(to router: some RouterMethods<APIContext>) {
        router.onNode("alert-targets", .get, gate, needs: .nodeManage, Self.showing) { [alerts] _ in
            .json(versioned: try await alerts.targets())
        }
        router.onNode("alert-targets", .put, gate, needs: .nodeManage, Self.changing, use: change)
        router.onNode("alert-targets/test", .post, gate, needs: .nodeManage, Self.testing) { [sendTest] _ in
            try await sendTest()
            return Response(status: .accepted)
        }
    }

    private struct TargetsBody: Decodable, Sendable {
        struct Webhook: Decodable, Sendable {
            let url: String
            let format: AlertTargets.Format
        }

        let emails: [String]
        let webhooks: [Webhook]
        let deadManURL: String?
        let minutesBetween: Int
    }

    @Sendable private func change(_ call: Call) async throws -> Response {
        let body = try await call.request.json(TargetsBody.self, upTo: AlertRoutes.bodyLimit, in: call.context)
        let expected = try EntityVersion.expected(by: call.request)
        let wanted = try await checked(body)
        let act = call.act
        let changed = try await alerts.changeTargets { targets, tx in
            var changed = wanted
            changed.version = targets.version
            try BaseVersion.require(expected, is: targets.version, of: targets, wanting: wanted.settings)
            guard changed != targets else { return targets }
            try AuditLog.append(
                AuditEntry(
                    "alert_targets.changed", on: AuditSubject("alert_targets"), in: call.principal.workspaceID, before: targets.summary,
                    after: changed.summary, act: act, at: .now()), in: tx)
            return changed
        }
        return .json(versioned: changed)
    }

    /// - Throws: ``Failure`` `invalidRequest` with each fault.
    private func checked(_ body: TargetsBody) async throws -> AlertTargets {
        var targets = AlertTargets()
        var faults: [FieldFault] = []
        for (name, count) in [("emails", body.emails.count), ("webhooks", body.webhooks.count)] where count > AlertTargets.limit {
            faults.append(FieldFault("/\(name)", "At most \(AlertTargets.limit)."))
        }
        for (index, text) in body.emails.prefix(AlertTargets.limit).enumerated() {
            if let address = EmailAddress(text) {
                targets.emails.append(address)
            } else {
                faults.append(FieldFault("/emails/\(index)", "This is not an e-mail address."))
            }
        }
        for (index, webhook) in body.webhooks.prefix(AlertTargets.limit).enumerated() {
            if let fault = try await poster.fault(of: webhook.url) { faults.append(FieldFault("/webhooks/\(index)/url", fault)) }
            targets.webhooks.append(AlertWebhook(url: webhook.url, format: webhook.format))
        }
        if let url = body.deadManURL, let fault = try await poster.fault(of: url) { faults.append(FieldFault("/deadManURL", fault)) }
        targets.deadManURL = body.deadManURL
        if !Self.minutes.contains(Int64(body.minutesBetween)) {
            faults.append(FieldFault("/minutesBetween", "0 to \(Self.minutes.upperBound)."))
        }
        targets.minutesBetween = body.minutesBetween
        guard faults.isEmpty else { throw Failure(.invalidRequest, "Nothing was changed.", fields: faults) }
        return targets
    }

    static let showing = Operation(
        id: "showAlertTargets", summary: "Show who is told of alerts", answers: [.versioned(AlertTargets.self)])
    static let changing = Operation(
        id: "changeAlertTargets", summary: "Choose who is told of alerts",
        detail: """
            Without an address of mail, owners and admins of this workspace are mailed, as each of them chose for notifications. The node asks \
            for `deadManURL` every minute while it is well.
            """,
        body: .members([
            .init("emails", .list(.email, upTo: AlertTargets.limit), required: true),
            .init(
                "webhooks",
                .list(
                    .object([
                        .init(
                            "url", .text(upTo: urlLimit), required: true, "https://, on a public network (the local profile takes others)"),
                        .init("format", .oneOf(AlertTargets.Format.allCases.map(\.rawValue)), required: true),
                    ]), upTo: AlertTargets.limit), required: true),
            .init("deadManURL", .nullable(.text(upTo: urlLimit))),
            .init("minutesBetween", .integer(minutes), required: true, "At most one notice in so many"),
        ]), needsVersion: true, answers: [.versioned(AlertTargets.self)], failures: [.invalidRequest])
    static let testing = Operation(
        id: "testAlertTargets", summary: "Send everyone a notice that is none", key: .remembered, answers: [.nothing(.accepted)])
}

extension AlertTargets: VersionedEntity {}

extension AlertTargets {
    fileprivate var settings: JSONValue {
        [
            "emails": .array(emails.map { .string($0.description) }),
            "webhooks": .array(webhooks.map { ["url": .string($0.url), "format": .string($0.format.rawValue)] }),
            "deadManURL": deadManURL.map { .string($0) } ?? .null, "minutesBetween": .integer(Int64(minutesBetween)),
        ]
    }

    /// For the audit log, without the addresses that are secrets.
    fileprivate var summary: JSONValue {
        [
            "emails": .array(emails.map { .string($0.description) }), "webhooks": .integer(Int64(webhooks.count)),
            "deadMan": .bool(deadManURL != nil), "minutesBetween": .integer(Int64(minutesBetween)),
        ]
    }
}
