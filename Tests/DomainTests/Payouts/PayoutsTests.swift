import DataStore
import Domain
import Identity
import Primitives
import Testing

@Suite struct PayoutsTests {
    @Test func `What a payout by hand must not be is refused with its place`() async throws {
        try await withBooks { world in
            let member = try #require(world.member.personID?.description)
            let lead = try await world.leads.drop()
            let theirs = try await world.leads.leads.drop(LeadDraft(company: "B"), by: world.stranger, trace: TraceID())
            func draft(_ person: String, _ amount: Int64, _ description: String = "x", lead: String? = nil) -> PayoutDraft {
                PayoutDraft(personId: person, amount: Money(amount, .euro), description: description, leadId: lead)
            }
            for (draft, pointer) in [
                (draft("nobody", 1), "/personId"), (draft(world.stranger.personID?.description ?? "", 1), "/personId"),
                (draft(member, 0), "/amount/amount"), (draft(member, -1), "/amount/amount"), (draft(member, .min), "/amount/amount"),
                (draft(member, 1, " "), "/description"), (draft(member, 1, lead: theirs.id.description), "/leadId"),
                (draft(member, 1, lead: "x"), "/leadId"),
            ] {
                let failure = await failure { _ = try await world.payouts.create(draft, key: world.key(), act: world.act(world.owner)) }
                #expect(failure?.code == .invalidRequest && failure?.fields.map(\.pointer) == [pointer], "\(failure as Any)")
            }
            let good = draft(member, 1, lead: lead.id.description)
            #expect(
                await failure { _ = try await world.payouts.create(good, key: nil, act: world.act(world.owner)) }?.code
                    == .idempotencyKeyRequired)
            #expect(
                await failure { _ = try await world.payouts.create(good, key: world.key(), act: world.act(world.member)) }?.code
                    == .forbidden)
            #expect(try await world.leads.count("payout") == 0)
        }
    }

    @Test func `Each step from pending to paid is a transaction, and the person is told`() async throws {
        try await withBooks { world in
            let payout = try await world.payout(12_345)
            #expect(payout.state == .pending && payout.transactions.isEmpty && payout.version == 1)
            #expect(try await world.leads.count("ledger_transaction") == 0)
            let approved = try await world.approve(payout)
            #expect(approved.state == .approved && approved.approvedById == world.admin.personID && approved.transactions.count == 1)
            let paid = try await world.pay(approved)
            #expect(paid.state == .paid && paid.reference == "SEPA 1" && paid.paidOn == Day("2024-03-05") && paid.version == 3)
            let steps = try await paid.transactions.asyncMap { try await world.ledger.transaction($0, for: world.owner) }
            let payable = "PAYABLE:" + (world.member.personID?.description ?? "").replacing("-", with: "").uppercased()
            #expect(steps[0].entries.map(\.accountCode) == ["COMMISSIONS", payable])
            #expect(steps[1].entries.map(\.accountCode) == [payable, "BANK"])
            #expect(steps.flatMap(\.entries).map(\.amount.amount) == [12_345, -12_345, 12_345, -12_345])
            #expect(steps[1].date == Day("2024-03-05") && steps[1].payoutId == payout.id && steps[1].reference == "SEPA 1")
            #expect(!steps.contains { $0.description.contains("max") }, "what is posted stays, so nobody is named")
            #expect(try await world.leads.count("event WHERE type = 'payout.updated'") == 3)
            #expect(try await world.leads.count("event WHERE type = 'payout.updated' AND payload LIKE '%12345%'") == 0)
            let person = try #require(world.member.personID)
            #expect(try await world.leads.count("notification WHERE kind = 'payout' AND person_id = '\(person)'") == 1)
            #expect(try await world.verify().ok)
        }
    }

    @Test func `A step out of turn, or without version, key or right, is refused`() async throws {
        try await withBooks { world in
            let payout = try await world.payout(100)
            let act = world.act(world.admin)
            #expect(await failure { _ = try await world.pay(payout) }?.code == .payoutState)
            #expect(
                await failure { _ = try await world.payouts.approve(payout.id, version: nil, key: world.key(), act: act) }?.code
                    == .versionRequired)
            #expect(
                await failure { _ = try await world.payouts.approve(payout.id, version: 1, key: nil, act: act) }?.code
                    == .idempotencyKeyRequired)
            #expect(await failure { _ = try await world.approve(payout, by: world.member) }?.code == .forbidden)
            #expect(await failure { _ = try await world.approve(payout, by: world.stranger) }?.code == .notFound)
            let noReason = await failure {
                _ = try await world.payouts.void(payout.id, PayoutVoiding(reason: " "), version: 1, key: world.key(), act: act)
            }
            #expect(noReason?.fields.map(\.pointer) == ["/reason"])
            let paid = try await world.pay(try await world.approve(payout))
            let late = await failure { _ = try await world.void(paid) }
            #expect(late?.code == .payoutState && late?.members["state"] == "paid")
            #expect(try await world.leads.count("ledger_transaction") == 2)
        }
    }

    @Test func `One approved fifty times with one key is approved once`() async throws {
        try await withBooks { world in
            let payout = try await world.payout(100)
            let key = try world.key()
            let versions = try await withThrowingTaskGroup(of: Int64.self) { group in
                for _ in 0..<50 {
                    group.addTask {
                        try await world.payouts.approve(payout.id, version: 1, key: key, act: world.act(world.admin)).version
                    }
                }
                return try await group.reduce(into: Set<Int64>()) { $0.insert($1) }
            }
            #expect(versions == [2])
            #expect(try await world.leads.count("ledger_transaction") == 1)
            let draft = PayoutDraft(personId: world.member.personID?.description ?? "", amount: Money(7, .euro), description: "Once")
            let made = try await withThrowingTaskGroup(of: ID<Payout>.self) { group in
                for _ in 0..<50 { group.addTask { try await world.payouts.create(draft, key: key, act: world.act(world.owner)).id } }
                return try await group.reduce(into: Set<ID<Payout>>()) { $0.insert($1) }
            }
            #expect(made.count == 1)
            #expect(try await world.leads.count("payout") == 2)
        }
    }

    @Test func `Of an approval and a void at once one wins, and the other hears of it`() async throws {
        try await withBooks { world in
            for _ in 1...20 {
                let payout = try await world.payout(100)
                async let approval = failure { _ = try await world.approve(payout) }
                async let void = failure { _ = try await world.void(payout) }
                let outcomes = await [approval, void]
                #expect(outcomes.filter { $0 == nil }.count == 1)
                let refused = outcomes.compactMap { $0 }.first
                #expect(refused?.code == .staleVersion && refused?.members["current"]?["version"] == 2)
                let now = try await world.payouts.find(payout.id, for: world.owner)
                #expect(now.transactions.count == (now.state == .approved ? 1 : 0))
            }
            #expect(try await world.verify().ok)
        }
    }

    @Test func `A void takes an approved payout out of the books`() async throws {
        try await withBooks { world in
            let pending = try await world.void(try await world.payout(100))
            #expect(pending.state == .void && pending.reason == "Agreed" && pending.transactions.isEmpty)
            let approved = try await world.void(try await world.approve(try await world.payout(100)))
            #expect(approved.transactions.count == 2)
            let back = try await world.ledger.transaction(approved.transactions[1], for: world.owner)
            #expect(back.reverses == approved.transactions[0] && back.payoutId == approved.id)
            let accounts = try await world.ledger.accounts(for: world.owner, cursor: nil, limit: 50).items
            #expect(accounts.flatMap(\.balances).allSatisfy { $0.amount == 0 })
            let directly = await failure {
                _ = try await world.ledger.reverse(
                    approved.transactions[1], LedgerReversal(date: "2024-01-01", description: "x"), by: world.owner, key: world.key(),
                    trace: TraceID())
            }
            #expect(directly?.code == .conflict)
        }
    }

    @Test func `Where the workspace wants two people, nobody approves what they raised or get, nor pays what they approved`() async throws {
        try await withBooks { world in
            try await world.demandTwoPeople()
            let payout = try await world.payout(100)
            #expect(await failure { _ = try await world.approve(payout, by: world.owner) }?.code == .secondPersonNeeded)
            let own = try await world.payout(100, to: world.admin)
            #expect(await failure { _ = try await world.approve(own, by: world.admin) }?.code == .secondPersonNeeded)
            let key = Principal(
                credential: .serviceKey, workspaceID: world.owner.workspaceID, personID: nil, role: nil,
                permissions: PermissionTable.service, displayName: world.owner.displayName)
            #expect(await failure { _ = try await world.approve(payout, by: key) }?.code == .secondPersonNeeded)
            let token = Principal(
                credential: .token(ID()), workspaceID: world.owner.workspaceID, personID: world.owner.personID, role: nil,
                permissions: PermissionTable.service, displayName: world.owner.displayName)
            #expect(await failure { _ = try await world.approve(payout, by: token) }?.code == .secondPersonNeeded)
            let approved = try await world.approve(payout, by: world.admin)
            #expect(await failure { _ = try await world.pay(approved, by: world.admin) }?.code == .secondPersonNeeded)
            #expect(try await world.pay(approved, by: world.owner).state == .paid)
        }
    }

    @Test func `Without the right to the books one sees one's own payouts, and nobody else's`() async throws {
        try await withBooks { world in
            let own = try await world.payout(100)
            let other = try await world.payout(100, to: world.admin)
            let seen = try await world.payouts.list(PayoutQuery(), for: world.member, cursor: nil, limit: 50)
            #expect(seen.items.map(\.id) == [own.id])
            #expect(seen.totals == [PayoutTotal(state: .pending, sums: [Money(100, .euro)])])
            #expect(try await world.payouts.find(own.id, for: world.member).id == own.id)
            #expect(await failure { _ = try await world.payouts.find(other.id, for: world.member) }?.code == .notFound)
            #expect(await failure { _ = try await world.payouts.find(own.id, for: world.stranger) }?.code == .notFound)
            var query = PayoutQuery()
            query.person = world.admin.personID
            let wanted = query
            #expect(
                await failure { _ = try await world.payouts.list(wanted, for: world.member, cursor: nil, limit: 50) }?.code == .forbidden)
            #expect(
                await failure { _ = try await world.payouts.list(PayoutQuery(), for: world.leads.member(.viewer), cursor: nil, limit: 50) }?
                    .code == .forbidden)
        }
    }

    @Test func `Lists have pages and totals, however large the sums are`() async throws {
        try await withBooks { world in
            for _ in 1...5 { _ = try await world.payout(.max) }
            _ = try await world.void(try await world.payout(3))
            let first = try await world.payouts.list(PayoutQuery(), for: world.owner, cursor: nil, limit: 4)
            let rest = try await world.payouts.list(PayoutQuery(), for: world.owner, cursor: first.next, limit: 4)
            #expect(first.items.count == 4 && rest.items.count == 2 && rest.next == nil)
            #expect(first.totals.map(\.state) == [.pending, .void])
            #expect(first.totals.map(\.sums) == [[Money(.max, .euro)], [Money(3, .euro)]], "past the end is the end")
            var query = PayoutQuery()
            query.state = .void
            let void = query
            #expect(
                await failure { _ = try await world.payouts.list(void, for: world.owner, cursor: first.next, limit: 4) }?.code
                    == .invalidRequest)
            // The second is more than an account can hold.
            let pending = rest.items + first.items.filter { $0.state == .pending }
            _ = try await world.approve(pending[0])
            #expect(await failure { _ = try await world.approve(pending[1]) }?.code == .conflict)
            #expect(try await world.payouts.find(pending[1].id, for: world.owner).state == .pending)
        }
    }
}

extension Sequence {
    fileprivate func asyncMap<Value>(_ body: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await body(element)) }
        return values
    }
}
