import DataStore
import Domain
import FoundationEssentials
import Identity
import NIOCore
import Primitives
import Realtime
import Testing

/// The books of a workspace with two admins and a member, and a stranger beside it.
struct BooksWorld: Sendable {
    let leads: LeadWorld
    let ledger: Ledger
    let rules: CommissionRules
    let payouts: Payouts
    let statements: Statements
    let owner: Principal
    let admin: Principal
    let member: Principal

    var store: Store { leads.store }
    var stranger: Principal { leads.stranger }

    func act(_ principal: Principal) -> Act { Act(principal: principal, remoteAddress: nil, userAgent: nil) }

    /// A key that was not used.
    func key() throws -> IdempotencyKey { try IdempotencyKey(ID<Lead>().description) }

    @discardableResult
    func account(
        _ code: String, _ kind: String = "asset", currency: String? = nil, by principal: Principal? = nil
    ) async throws -> LedgerAccount {
        let draft = LedgerAccountDraft(code: code, name: code.lowercased(), kind: kind, personId: nil, currency: currency)
        return try await ledger.createAccount(draft, key: nil, act: act(principal ?? owner))
    }

    @discardableResult
    func post(
        _ amounts: [(String, Int64)], _ currency: Currency = .euro, date: String = "2024-03-01", description: String = "Test",
        by principal: Principal? = nil, key: IdempotencyKey? = nil
    ) async throws -> LedgerTransaction {
        let lines = amounts.map { LedgerPosting.Line(accountCode: $0.0, amount: Money($0.1, currency)) }
        return try await ledger.post(
            LedgerPosting(date: date, description: description, entries: lines), by: principal ?? owner, key: key ?? self.key(),
            trace: TraceID())
    }

    func balance(_ account: LedgerAccount, at text: String? = nil) async throws -> [Money] {
        try await ledger.balance(of: account.id, at: text.flatMap { LedgerTime($0) }, for: owner).balances
    }

    func verify() async throws -> LedgerVerification { try await LedgerCheck(of: owner.workspaceID, in: store).run() }

    func rule(_ json: String) async throws -> CommissionRule {
        try await rules.create(try JSONDecoder().decode(CommissionRuleDraft.self, from: Data(json.utf8)), key: nil, act: act(owner))
    }

    func payout(_ amount: Int64, to person: Principal? = nil, by principal: Principal? = nil) async throws -> Payout {
        let draft = PayoutDraft(
            personId: (person ?? member).personID?.description ?? "", amount: Money(amount, .euro), description: "Bonus")
        return try await payouts.create(draft, key: key(), act: act(principal ?? owner))
    }

    func approve(_ payout: Payout, by principal: Principal? = nil) async throws -> Payout {
        try await payouts.approve(payout.id, version: payout.version, key: key(), act: act(principal ?? admin))
    }

    func pay(_ payout: Payout, by principal: Principal? = nil) async throws -> Payout {
        try await payouts.pay(
            payout.id, PayoutPayment(reference: "SEPA 1", date: "2024-03-05"), version: payout.version, key: key(),
            act: act(principal ?? owner))
    }

    func void(_ payout: Payout, by principal: Principal? = nil) async throws -> Payout {
        try await payouts.void(
            payout.id, PayoutVoiding(reason: "Agreed"), version: payout.version, key: key(), act: act(principal ?? owner))
    }

    func all(of lead: Lead) async throws -> [Payout] {
        var query = PayoutQuery()
        query.lead = lead.id
        return try await payouts.list(query, for: owner, cursor: nil, limit: 200).items.reversed()
    }

    /// Puts a lead into the first stage of a kind.
    func move(_ lead: Lead, to kind: StageKind) async throws -> Lead {
        let stages = try await leads.projects.stages(of: lead.projectId, for: owner)
        let stage = try #require(stages.first { $0.kind == kind })
        return try await leads.edit(lead, ["stageId": .string(stage.id.description)])
    }

    func demandTwoPeople() async throws {
        let workspace = owner.workspaceID
        try await store.write { try $0.execute("UPDATE workspace SET payouts_need_two = 1 WHERE id = ?", [workspace]) }
    }
}

func withBooks(_ body: (BooksWorld) async throws -> Void) async throws {
    try await withLeads { leads in
        func join(_ name: String, _ role: Role) async throws -> Principal {
            let email = try #require(EmailAddress("\(name)@a.example"))
            let workspace = leads.owner.workspaceID
            let person = try await leads.store.write { tx in
                let person = try People.create(email, at: .now(), in: tx)
                try Members.add(person.id, as: role, to: workspace, at: .now(), tx)
                return person
            }
            return Principal(
                credential: .session(ID()), workspaceID: workspace, personID: person.id, role: role, displayName: person.name)
        }
        let log = EventLog(epoch: leads.store.epoch, hub: Hub(eventLoops: [any EventLoop]()) { payload, _ in payload })
        let thread = RenderThread()
        try await body(
            BooksWorld(
                leads: leads, ledger: Ledger(store: leads.store, log: log), rules: CommissionRules(store: leads.store),
                payouts: leads.leads.payouts, statements: Statements(store: leads.store, thread: thread), owner: leads.owner,
                admin: try await join("ada", .admin), member: try await join("max", .member)))
        try await thread.shutdown()
    }
}
