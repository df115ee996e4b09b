package import DataStore
import FoundationEssentials
package import Identity
package import Primitives

/// The rules by which commissions are raised; each change is one write with its audit entry. What was raised stays as it was.
///
/// - Throws: ``Failure`` `forbidden`, `notFound`, `invalidRequest` with each fault.
package struct CommissionRules: Sendable {
    /// Rules of one workspace: each is looked at whenever a lead is won.
    package static let limit = 100

    private let store: Store
    private let clock: WallClock

    package init(store: Store, clock: WallClock = .system) {
        self.store = store
        self.clock = clock
    }

    /// In the order in which they were made.
    package func list(for principal: Principal) async throws -> [CommissionRule] {
        try principal.require(.commissionsManage)
        return try await store.read { try CommissionRuleRows.list(of: principal.workspaceID, limit: Self.limit, in: $0) }
    }

    /// - Throws: besides, `conflict` at ``limit``, `idempotencyKeyReused`.
    package func create(_ draft: CommissionRuleDraft, key: IdempotencyKey?, act: Act) async throws -> CommissionRule {
        let principal = try act.requirePrincipal()
        try principal.require(.commissionsManage)
        return try await store.write { [clock] tx in
            let now = clock.now().onTheWire
            return try IdempotencyKeys.once(key, operation: "commissions.rules.create", input: draft, by: principal, at: now, in: tx) {
                let workspace = principal.workspaceID
                guard try CommissionRuleRows.list(of: workspace, limit: Self.limit, in: tx).count < Self.limit else {
                    throw Failure(.conflict, "This workspace has \(Self.limit) rules, which is the most it can. Delete one.")
                }
                let blank = CommissionRule(
                    id: ID(at: now), name: "", projectId: nil, kind: .percentage, rate: nil, amount: nil, shares: [], enabled: true,
                    validFrom: nil, validTo: nil, version: 1, createdAt: now, updatedAt: now)
                guard draft.kind != nil, draft.shares != nil else {
                    throw Failure(
                        .invalidRequest, "The rule was not made.",
                        fields: [
                            draft.kind == nil ? FieldFault("/kind", "percentage or fixed") : nil,
                            draft.shares == nil ? FieldFault("/shares", "Say who gets how much.") : nil,
                        ].compactMap { $0 })
                }
                let rule = try draft.applied(to: blank, of: workspace, in: tx)
                try CommissionRuleRows.insert(rule, of: workspace, in: tx)
                try Self.audit(.ruleCreated, before: nil, after: rule, act, now, tx)
                return rule
            }
        }
    }

    /// - Throws: besides, `versionRequired`, `staleVersion`.
    package func edit(
        _ id: ID<CommissionRule>, _ draft: CommissionRuleDraft, version: Int64?, act: Act
    ) async throws -> CommissionRule {
        let principal = try act.requirePrincipal()
        try principal.require(.commissionsManage)
        return try await store.write { [clock] tx in
            let before = try Self.find(id, for: principal, in: tx)
            try BaseVersion.require(version, is: before.version, of: before)
            var rule = try draft.applied(to: before, of: principal.workspaceID, in: tx)
            guard rule != before else { return before }
            rule.version += 1
            rule.updatedAt = clock.now().onTheWire
            try CommissionRuleRows.update(rule, in: tx)
            try Self.audit(.ruleChanged, before: before, after: rule, act, rule.updatedAt, tx)
            return rule
        }
    }

    /// - Throws: besides, `versionRequired`, `staleVersion`.
    package func remove(_ id: ID<CommissionRule>, version: Int64?, act: Act) async throws {
        let principal = try act.requirePrincipal()
        try principal.require(.commissionsManage)
        try await store.write { [clock] tx in
            let rule = try Self.find(id, for: principal, in: tx)
            try BaseVersion.require(version, is: rule.version, of: rule)
            try CommissionRuleRows.delete(id, in: tx)
            try Self.audit(.ruleDeleted, before: rule, after: nil, act, clock.now(), tx)
        }
    }

    private static func find(_ id: ID<CommissionRule>, for principal: Principal, in tx: some SQLReading) throws -> CommissionRule {
        guard let rule = try CommissionRuleRows.find(id, of: principal.workspaceID, in: tx) else {
            throw Failure(.notFound, "There is no such rule in this workspace.")
        }
        return rule
    }

    private static func audit(
        _ action: AuditAction, before: CommissionRule?, after: CommissionRule?, _ act: Act, _ now: Timestamp, _ tx: WriteTransaction
    ) throws {
        guard let rule = after ?? before else { return }
        try AuditLog.append(
            AuditEntry(
                action, on: AuditSubject("commission_rule", id: rule.id, label: rule.name), in: act.principal?.workspaceID,
                before: try before.map(json), after: try after.map(json), act: act, at: now), in: tx)
    }

    private static func json(_ rule: CommissionRule) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(JSONWriter.bytes(of: rule)))
    }
}
