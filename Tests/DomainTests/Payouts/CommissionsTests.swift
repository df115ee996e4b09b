import DataStore
import Identity
import Primitives
import Testing

@testable import Domain

@Suite struct CommissionsTests {
    private static let tenPercent = #"{"name":"Ten","kind":"percentage","rate":1000,"shares":[{"personId":"owner","share":10000}]}"#

    private func worth(_ amount: Int64, _ world: BooksWorld, owner: Principal? = nil) async throws -> Lead {
        let lead = try await world.leads.drop("Acme \(amount)")
        return try await world.leads.edit(
            lead,
            [
                "value": ["amount": .integer(amount), "currency": "EUR"],
                "ownerId": .string((owner ?? world.member).personID?.description ?? ""),
            ])
    }

    private func outcomes(_ lead: Lead, _ world: BooksWorld) async throws -> [String] {
        try await world.leads.history(lead.id).reversed().map(\.changes).filter { $0.contains("commission") }
    }

    @Test func `What a rule must not be is refused with its place`() async throws {
        try await withBooks { world in
            let other = try #require(world.stranger.personID)
            for (json, pointer) in [
                (#"{"kind":"percentage","rate":1000,"shares":[{"personId":"owner","share":10000}]}"#, "/name"),
                (#"{"name":"x","kind":"odd","rate":1000,"shares":[{"personId":"owner","share":10000}]}"#, "/kind"),
                (#"{"name":"x","kind":"percentage","shares":[{"personId":"owner","share":10000}]}"#, "/rate"),
                (#"{"name":"x","kind":"percentage","rate":10001,"shares":[{"personId":"owner","share":10000}]}"#, "/rate"),
                (
                    #"{"name":"x","kind":"fixed","amount":{"amount":0,"currency":"EUR"},"shares":[{"personId":"owner","share":10000}]}"#,
                    "/amount"
                ),
                (#"{"name":"x","kind":"percentage","rate":1,"shares":[{"personId":"owner","share":9999}]}"#, "/shares"),
                (#"{"name":"x","kind":"percentage","rate":1,"shares":[]}"#, "/shares"),
                (#"{"name":"x","kind":"percentage","rate":1,"shares":[{"personId":"\#(other)","share":10000}]}"#, "/shares/0/personId"),
                (
                    #"{"name":"x","kind":"percentage","rate":1,"shares":[{"personId":"owner","share":5000},{"personId":"owner","share":5000}]}"#,
                    "/shares/1/personId"
                ),
                (
                    #"{"name":"x","kind":"percentage","rate":1,"projectId":"\#(other)","shares":[{"personId":"owner","share":10000}]}"#,
                    "/projectId"
                ),
                (
                    #"{"name":"x","kind":"percentage","rate":1,"validFrom":"2024-02-01","validTo":"2024-01-01","shares":[{"personId":"owner","share":10000}]}"#,
                    "/validTo"
                ),
                (#"{"name":"x","kind":"percentage","rate":1,"base":"margin","shares":[{"personId":"owner","share":10000}]}"#, "/base"),
            ] {
                let failure = await failure { _ = try await world.rule(json) }
                #expect(failure?.fields.map(\.pointer) == [pointer], "\(json): \(failure as Any)")
            }
            #expect(
                await failure { _ = try await world.rules.list(for: world.member) }?.code == .forbidden)
        }
    }

    @Test func `A lead that is won raises what its rules say, split to the last cent`() async throws {
        try await withBooks { world in
            let (admin, member) = (try #require(world.admin.personID), try #require(world.member.personID))
            _ = try await world.rule(
                #"{"name":"Split","kind":"percentage","rate":1000,"shares":[{"personId":"owner","share":5000},{"personId":"\#(admin)","share":5000}]}"#
            )
            _ = try await world.rule(
                #"{"name":"Bonus","kind":"fixed","amount":{"amount":50,"currency":"USD"},"shares":[{"personId":"\#(member)","share":10000}]}"#
            )
            _ = try await world.rule(
                #"{"name":"Off","kind":"percentage","rate":1000,"enabled":false,"shares":[{"personId":"owner","share":10000}]}"#)
            _ = try await world.rule(
                #"{"name":"Past","kind":"percentage","rate":1000,"validTo":"2020-01-01","shares":[{"personId":"owner","share":10000}]}"#)
            let lead = try await worth(1_010, world)
            let won = try await world.move(lead, to: .won)
            // Those of one moment have no order.
            let raised = try await world.all(of: won).sorted {
                ($0.amount.currency, $1.amount.amount) < ($1.amount.currency, $0.amount.amount)
            }
            #expect(raised.map(\.personId) == [member, admin, member])
            #expect(raised.map(\.amount.amount) == [51, 50, 50])
            #expect(raised.allSatisfy { $0.state == .pending && $0.leadCompany == "Acme 1010" && $0.createdById == world.owner.personID })
            #expect(raised[2].amount.currency.code == "USD")
            #expect(try await world.leads.count("ledger_transaction") == 0, "what nobody looked at is no debt")
            let told = try await outcomes(won, world)
            #expect(told.count == 1 && told[0].contains("raised") && !told[0].contains("51"))
            // From one won stage to another nothing is raised again; nor by an edit.
            _ = try await world.leads.edit(won, ["notes": "x"])
            #expect(try await world.all(of: won).count == 3)
        }
    }

    @Test func `Without a value a percentage raises nothing and says so; nor is there anything for nobody`() async throws {
        try await withBooks { world in
            _ = try await world.rule(Self.tenPercent)
            let bare = try await world.move(try await world.leads.drop("Bare"), to: .won)
            #expect(try await world.all(of: bare).isEmpty)
            #expect(try await outcomes(bare, world).first?.contains("no_value") == true)
            let lead = try await world.leads.edit(
                try await world.leads.drop("Unowned"), ["value": ["amount": 1_000, "currency": "EUR"], "ownerId": .null])
            let won = try await world.move(lead, to: .won)
            #expect(try await world.all(of: won).isEmpty)
            #expect(try await outcomes(won, world).first?.contains("nobody") == true)
        }
    }

    @Test func `The largest value that there is can be won`() async throws {
        try await withBooks { world in
            _ = try await world.rule(Self.tenPercent)
            let won = try await world.move(try await worth(LeadDraft.valueLimit, world), to: .won)
            #expect(try await world.all(of: won).map(\.amount.amount) == [LeadDraft.valueLimit / 10])
        }
    }

    @Test func `A lead that is won no more voids what was not paid, and claims back what was`() async throws {
        try await withBooks { world in
            let rule = try await world.rule(Self.tenPercent)
            let (a, b, c) = (try await worth(1_000, world), try await worth(2_000, world), try await worth(3_000, world))
            let wonA = try await world.move(a, to: .won)
            let wonB = try await world.move(b, to: .won)
            let wonC = try await world.move(c, to: .won)
            _ = try await world.approve(try await world.all(of: wonB)[0])
            _ = try await world.pay(try await world.approve(try await world.all(of: wonC)[0]))

            _ = try await world.move(wonA, to: .open)
            #expect(try await world.all(of: wonA).map(\.state) == [.void])
            _ = try await world.move(wonB, to: .lost)
            let voided = try await world.all(of: wonB)
            #expect(voided.map(\.state) == [.void] && voided[0].transactions.count == 2)
            let openC = try await world.move(wonC, to: .open)
            let claimed = try await world.all(of: wonC)
            #expect(claimed.map(\.state) == [.paid, .pending] && claimed.map(\.amount.amount) == [300, -300])
            #expect(claimed[1].clawsBack == claimed[0].id && claimed[1].ruleId == rule.id)

            // Won again: what was taken back is due again, once.
            let again = try await world.move(openC, to: .won)
            #expect(try await world.all(of: again).map(\.amount.amount) == [300, -300, 300])
            let lost = try await world.move(again, to: .lost)
            #expect(try await world.all(of: lost).map(\.state) == [.paid, .pending, .void])

            // The claim goes through the books with its sign.
            let approved = try await world.approve(claimed[1])
            _ = try await world.pay(approved)
            let accounts = try await world.ledger.accounts(for: world.owner, cursor: nil, limit: 50).items
            #expect(accounts.flatMap(\.balances).allSatisfy { $0.amount == 0 })
            #expect(try await world.verify().ok)
        }
    }

    @Test func `Winning a lead twice at once raises once`() async throws {
        try await withBooks { world in
            _ = try await world.rule(Self.tenPercent)
            let lead = try await worth(1_000, world)
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<10 { group.addTask { _ = await failure { _ = try await world.move(lead, to: .won) } } }
            }
            #expect(try await world.all(of: lead).count == 1)
        }
    }

    @Test func `A merged lead's payouts go with it, and erasing leaves the sums without the names`() async throws {
        try await withBooks { world in
            _ = try await world.rule(Self.tenPercent)
            let from = try await world.move(try await worth(1_000, world), to: .won)
            let into = try await world.leads.drop("Left")
            let merged = try await world.leads.leads.merge(
                from.id, version: from.version, into: into.id, version: into.version, by: world.owner, trace: TraceID())
            let payout = try #require(try await world.all(of: merged).first)
            #expect(payout.leadCompany == "Acme 1000")
            _ = try await world.approve(payout)
            let imports = Imports(
                store: world.store, blobs: world.leads.leads.blobs, jobs: world.leads.jobs, leads: world.leads.leads,
                log: world.leads.leads.log)
            let erasure = Erasure(
                store: world.store, leads: world.leads.leads, imports: imports, ring: KeyRing(root: .random(byteCount: 32)))
            let counts = try await erasure.erase(merged.id, act: world.act(world.owner))
            #expect(counts.payouts == 1)
            let left = try await world.payouts.find(payout.id, for: world.owner)
            #expect(left.leadCompany == "[erased]" && left.amount == payout.amount && left.transactions.count == 1)
            #expect(try await world.verify().ok)
        }
    }
}
