package import DataStore
package import Primitives

/// What people see of alerts and decide about them.
package struct AlertDesk: Sendable {
    package static let pageLimit = 200

    private let store: Store
    private let watch: AlertWatch
    private let clock: WallClock

    package init(store: Store, watch: AlertWatch, clock: WallClock = .system) {
        self.store = store
        self.watch = watch
        self.clock = clock
    }

    /// The newest first. What is pending is in memory alone, and on the first page.
    ///
    /// - Throws: ``Failure`` `invalidRequest` for a cursor that no answer gave out.
    package func list(_ state: Alert.State?, before cursor: String?, limit: Int) async throws -> Page<ShownAlert> {
        let last = try cursor.map { text in
            guard let id = ID<Alert>(text) else {
                throw Failure(.invalidRequest, "There is no such page.", fields: [FieldFault("cursor", "Take it from `next`.")])
            }
            return id
        }
        let current = await watch.current
        let pending = last == nil && (state == nil || state == .pending) ? current.filter { $0.state == .pending }.reversed() : []
        guard state != .pending else { return Page(items: try await shown(Array(pending)), next: nil) }
        let kept = try await store.read { try AlertRows.list(state, before: last, limit: limit + 1, in: $0) }
        // As they are now: what the database has is from when they fired.
        let newest = Dictionary(current.map { ($0.id, $0) }) { $1 }
        let page = kept.prefix(limit).map { alert in alert.state == .firing ? newest[alert.id] ?? alert : alert }
        return Page(
            items: try await shown(pending + page), next: kept.count > limit ? page.last?.id.description : nil)
    }

    /// Those that fire or are about to.
    package func current() async throws -> [ShownAlert] { try await shown(await watch.current) }

    private func shown(_ alerts: [Alert]) async throws -> [ShownAlert] {
        guard !alerts.isEmpty else { return [] }
        let now = clock.now()
        let silences = Dictionary(
            uniqueKeysWithValues: try await rules().filter { $0.isSilenced(at: now) }.map { ($0.name, $0.silencedUntil) })
        return alerts.map { ShownAlert($0, silencedUntil: silences[$0.rule] ?? nil) }
    }

    // Rules

    package func rules() async throws -> [AlertRule] {
        let now = clock.now()
        return try await store.read { try AlertRuleRows.all(in: $0) }.map { rule in
            guard !rule.isSilenced(at: now) else { return rule }
            var rule = rule
            (rule.silencedUntil, rule.silenceReason) = (nil, nil)
            return rule
        }
    }

    /// - Parameter change: given the rule as it is, within the write; throws to leave it so.
    package func change(
        _ name: AlertRuleName, _ change: @escaping @Sendable (AlertRule, WriteTransaction) throws -> AlertRule
    ) async throws -> AlertRule {
        try await store.write { tx in
            let rule = try AlertRuleRows.find(name, in: tx)
            var changed = try change(rule, tx)
            guard changed != rule else { return rule }
            changed.version = rule.version + 1
            try AlertRuleRows.save(changed, in: tx)
            return changed
        }
    }

    // Targets

    package func targets() async throws -> AlertTargets { try await store.read { try Self.targets(in: $0) } }

    package static func targets(in tx: some SQLReading) throws -> AlertTargets { try AlertTargetRows.find(in: tx) }

    package func changeTargets(
        _ change: @escaping @Sendable (AlertTargets, WriteTransaction) throws -> AlertTargets
    ) async throws -> AlertTargets {
        try await store.write { tx in
            let targets = try AlertTargetRows.find(in: tx)
            var changed = try change(targets, tx)
            guard changed != targets else { return targets }
            changed.version = targets.version + 1
            try AlertTargetRows.save(changed, in: tx)
            return changed
        }
    }
}
