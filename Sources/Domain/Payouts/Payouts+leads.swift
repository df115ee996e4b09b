import DataStore
import Identity
import Primitives

/// What becomes of commissions when a lead is won, or is won no more. Part of the write in which that happens.
extension Payouts {
    /// Of one lead that are looked at: a hundred rules for ten people each.
    private static let limit = 1_000

    /// - Parameters before, after: what it meant for the lead to stand where it stood, and where it stands; `nil` for one that is new.
    /// - Returns: what is to stand in the lead's history, without amounts: whoever sees a lead may not see those.
    func leadMoved(
        _ lead: Lead, from before: StageKind?, to after: StageKind, by actor: ChangeActor, trace: TraceID,
        in tx: WriteTransaction
    ) throws -> [FieldChange] {
        guard before != after, before == .won || after == .won else { return [] }
        let step = try PayoutStep(
            ledger: ledger, poster: LedgerPoster(actor, in: lead.workspaceId), now: ledger.clock.now().onTheWire, trace: trace, tx: tx)
        return after == .won ? try raise(lead, by: actor, step) : try takeBack(lead, by: actor, step)
    }

    private func raise(_ lead: Lead, by actor: ChangeActor, _ step: PayoutStep) throws -> [FieldChange] {
        let rules = try CommissionRuleRows.list(of: lead.workspaceId, limit: CommissionRules.limit, in: step.tx)
        let known = try PayoutRows.all(of: lead.id, limit: Self.limit, in: step.tx)
        return try rules.filter { $0.applies(to: lead, on: step.today) }.map { rule in
            guard let total = Self.total(by: rule, of: lead.value) else { return Self.note(rule, "no_value") }
            let parts = CommissionSplit.split(total.amount, by: rule.shares.map(\.share))
            var amounts: [(person: ID<Person>, amount: Int64)] = []
            var isLeft = false
            for (share, amount) in zip(rule.shares, parts) where amount > 0 {
                guard let person = share.person(of: lead), try Members.role(of: person, in: lead.workspaceId, step.tx) != nil else {
                    isLeft = true
                    continue
                }
                if let place = amounts.firstIndex(where: { $0.person == person }) {
                    amounts[place].amount += amount
                } else {
                    amounts.append((person, amount))
                }
            }
            var raised = 0
            for (person, amount) in amounts where !Self.isDue(by: rule, to: person, among: known) {
                guard let payee = try People.find(person, in: step.tx) else { continue }
                let payout = Payout(
                    amount: Money(amount, total.currency), of: payee, lead: lead, rule: rule.id, description: rule.name, clawsBack: nil,
                    by: actor.personID, at: step.now)
                try insert(payout, project: lead.projectId, key: nil, by: actor, in: lead.workspaceId, step.trace, step.tx)
                raised += 1
            }
            return Self.note(rule, isLeft ? "nobody" : "raised", payouts: raised)
        }
    }

    /// What a rule makes of a lead's value; `nil` where that is needed and not known.
    private static func total(by rule: CommissionRule, of value: Money?) -> Money? {
        switch rule.kind {
        case .fixed: rule.amount
        case .percentage:
            value.flatMap { value in rule.rate.map { Money(CommissionSplit.part($0, of: value.amount), value.currency) } }
        }
    }

    /// Whether the person has a commission of this rule for the lead that still counts: winning a lead again must not pay it again.
    private static func isDue(by rule: CommissionRule, to person: ID<Person>, among known: [Payout]) -> Bool {
        known.contains { payout in
            payout.ruleId == rule.id && payout.personId == person && payout.state != .void && payout.clawsBack == nil
                && !known.contains { $0.clawsBack == payout.id && $0.state != .void }
        }
    }

    /// What nobody was paid yet is void; what was paid is claimed back.
    private func takeBack(_ lead: Lead, by actor: ChangeActor, _ step: PayoutStep) throws -> [FieldChange] {
        let known = try PayoutRows.all(of: lead.id, limit: Self.limit, in: step.tx)
        var (voided, claimed) = (0, 0)
        for var payout in known where payout.ruleId != nil && payout.clawsBack == nil {
            switch payout.state {
            case .pending, .approved:
                try void(&payout, because: step.words.notWon, step)
                payout = try keep(payout, by: actor, step)
                voided += 1
            case .paid where !known.contains { $0.clawsBack == payout.id }:
                guard let opposite = Int64(exactly: -Int128(payout.amount.amount)) else { continue }
                let claim = Payout(
                    claiming: payout, Money(opposite, payout.amount.currency), step.words.takenBack, by: actor.personID, at: step.now)
                try insert(claim, project: lead.projectId, key: nil, by: actor, in: lead.workspaceId, step.trace, step.tx)
                claimed += 1
            case .paid, .void: continue
            }
        }
        return [(voided, "voided"), (claimed, "claimed_back")].filter { $0.0 > 0 }.map { Self.note(nil, $0.1, payouts: $0.0) }
    }

    private static func note(_ rule: CommissionRule?, _ outcome: String, payouts: Int = 0) -> FieldChange {
        FieldChange(
            field: "commission", before: .null,
            after: [
                "rule": JSONValue(rule?.name), "outcome": .string(outcome), "payouts": .integer(Int64(payouts)),
            ])
    }
}

extension Payout {
    /// What takes back one that was paid.
    fileprivate init(claiming payout: Payout, _ amount: Money, _ description: String, by creator: ID<Person>?, at now: Timestamp) {
        self.init(
            id: ID(at: now), leadId: payout.leadId, leadCompany: payout.leadCompany, ruleId: payout.ruleId, personId: payout.personId,
            personName: payout.personName, amount: amount, state: .pending, description: description, reason: nil, clawsBack: payout.id,
            createdById: creator, approvedById: nil, approvedAt: nil, paidById: nil, paidAt: nil, reference: nil, paidOn: nil,
            voidedById: nil, voidedAt: nil, transactions: [], version: 1, createdAt: now, updatedAt: now)
    }
}
