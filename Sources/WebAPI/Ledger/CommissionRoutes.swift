import Domain
import HTTPTypes
import Hummingbird
import Identity
import Primitives

/// The rules by which commissions are raised.
struct CommissionRoutes: Sendable {
    private static let bodyLimit = 32_768

    let rules: CommissionRules
    let gate: Gatekeeper

    private static let members: [Shape.Member] = [
        .init("name", .text(upTo: 100)), .init("projectId", .nullable(.id), "Leads of this project alone"),
        .init("kind", .oneOf(CommissionRule.Kind.allCases.map(\.rawValue))),
        .init("rate", .nullable(.integer(1...10_000)), "Hundredths of a per cent of the lead's value"),
        .init("amount", .nullable(.money), "Of a fixed one"), .init("base", .oneOf(["value"])),
        .init(
            "shares",
            .list(
                .object([.init("personId", .text(upTo: 36), required: true), .init("share", .integer(1...10_000), required: true)]),
                upTo: 20),
            "Who gets how many hundredths of a per cent of it, 10,000 together; owner is whoever owns the lead"),
        .init("enabled", .flag), .init("validFrom", .nullable(.day)), .init("validTo", .nullable(.day)),
    ]

    func add(to router: some RouterMethods<APIContext>) {
        router.on(
            "commissions/rules", .get, gate, needs: .commissionsManage,
            Operation(
                id: "listCommissionRules", summary: "The rules by which commissions are raised",
                answers: [.list(CommissionRule.self, atMost: CommissionRules.limit)])
        ) { [rules] call in .json(ListedAnswer(items: try await rules.list(for: call.principal))) }
        router.on(
            "commissions/rules", .post, gate, needs: .commissionsManage,
            Operation(
                id: "createCommissionRule", summary: "Makes a rule", body: .members(Self.members), key: .optional,
                answers: [.versioned(CommissionRule.self, .created)], failures: [.invalidRequest, .conflict])
        ) { [rules] call in
            let draft = try await call.request.json(CommissionRuleDraft.self, upTo: Self.bodyLimit, in: call.context)
            let rule = try await rules.create(draft, key: call.idempotencyKey(), act: call.act)
            return .json(versioned: rule, status: .created)
        }
        router.on(
            "commissions/rules/{rule}", .patch, gate, needs: .commissionsManage,
            Operation(
                id: "changeCommissionRule", summary: "Changes a rule; what it raised stays", body: .mergePatch(Self.members),
                needsVersion: true, answers: [.versioned(CommissionRule.self)], failures: [.invalidRequest])
        ) { [rules] call in
            let id = try call.context.ruleID()
            let draft = try await call.request.mergePatch(CommissionRuleDraft.self, upTo: Self.bodyLimit, in: call.context)
            return .json(
                versioned: try await rules.edit(id, draft, version: EntityVersion.expected(by: call.request), act: call.act))
        }
        router.on(
            "commissions/rules/{rule}", .delete, gate, needs: .commissionsManage,
            Operation(
                id: "deleteCommissionRule", summary: "Deletes a rule; what it raised stays", needsVersion: true, answers: [.empty])
        ) { [rules] call in
            try await rules.remove(try call.context.ruleID(), version: EntityVersion.expected(by: call.request), act: call.act)
            return Response(status: .noContent)
        }
    }
}

extension APIContext {
    fileprivate func ruleID() throws(Failure) -> ID<CommissionRule> {
        try id("rule", missing: "There is no such rule in this workspace.")
    }
}

extension CommissionRule: VersionedEntity {}
