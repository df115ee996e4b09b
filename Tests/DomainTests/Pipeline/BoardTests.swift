import DataStore
import Identity
import Primitives
import Testing

@testable import Domain

struct BoardTests {
    @Test func `Who may not read sees no board, and no board is another workspace's`() async throws {
        try await withLeads { world in
            let project = try await world.stages()[0].projectId
            let nobody = Principal(
                credential: world.owner.credential, workspaceID: world.owner.workspaceID, personID: nil, role: nil,
                permissions: [.leadsDrop], displayName: world.owner.displayName)
            for (principal, code) in [(nobody, FailureCode.forbidden), (world.stranger, .notFound)] {
                let refused = await failure {
                    _ = try await world.pipeline.board(of: project, LeadQuery(), limit: 50, for: principal)
                }
                #expect(refused?.code == code)
            }
        }
    }

    @Test func `Sums are exact by currency, weighted by the stage, rounded once to the even neighbour`() async throws {
        try await withLeads { world in
            let yen = try #require(Currency("JPY"))
            let stages = try await world.stages()
            for (amount, stage) in [(Int64(50), 0), (LeadDraft.valueLimit, 0), (10, 1), (0, 1)] {
                let lead = try await world.drop { $0.value = Money(amount, .euro) }
                if stage > 0 { _ = try await world.move(lead, to: stages[stage]) }
            }
            let other = try await world.drop { $0.value = Money(7, yen) }
            _ = try await world.trash(try await world.drop { $0.value = Money(1, .euro) })
            let away = try await world.drop { $0.value = Money(1, .euro) }
            _ = try await world.leads.archive(away.id, true, version: 1, by: world.owner, trace: TraceID())
            let board = try await world.board()
            #expect(board.columns.map(\.count) == [3, 2, 0, 0, 0, 0] && board.count == 5)
            #expect(board.columns[0].sums == [Money(LeadDraft.valueLimit + 50, .euro), Money(7, yen)])
            // 5 per cent of 1e15 + 50 are 5e13 + 2.5; of 7 they are 0.35.
            #expect(board.columns[0].weighted == [Money(LeadDraft.valueLimit / 20 + 2, .euro), Money(0, yen)])
            // 15 per cent of 10 are 1.5.
            #expect(board.columns[1].weighted == [Money(2, .euro)])
            #expect(board.weighted == [Money(LeadDraft.valueLimit / 20 + 4, .euro), Money(0, yen)])
            #expect(board.columns[0].cards.first?.lead == other)
        }
    }

    @Test func `Sums beyond 64 bits stay at the greatest number`() {
        var sum = MoneySum()
        for _ in 0..<3 { sum.add(Int128(Int64.max), .euro) }
        #expect(sum.rounded() == [Money(.max, .euro)])
        #expect(sum.rounded(by: 3) == [Money(.max, .euro)])
    }

    @Test func `A card is stale when it stood for longer than its stage allows; closed stages never are`() async throws {
        try await withLeads { world in
            let stages = try await world.stages()
            let (old, new) = (try await world.drop("old"), try await world.drop("new"))
            let lost = try await world.move(try await world.drop("lost"), to: stages[5])
            let long = Timestamp.now() - .days(8)
            try await world.store.write { tx in
                for lead in [old, lost] { try tx.execute("UPDATE lead SET stage_since = ? WHERE id = ?", [long, lead.id]) }
            }
            let board = try await world.board()
            #expect(board.columns.map(\.staleCount) == [1, 0, 0, 0, 0, 0])
            #expect(board.columns[0].cards.map(\.isStale) == [false, true])
            var query = LeadQuery()
            query.filter.isStale = true
            #expect(try await world.board(query).columns.map(\.count) == [1, 0, 0, 0, 0, 0])
            let listed = try await world.leads.list(query, for: world.owner, cursor: nil, limit: 50).page
            #expect(listed.items.map(\.company) == ["old"])
            _ = new
        }
    }

    @Test func `Filters narrow cards, counts and sums alike`() async throws {
        try await withLeads { world in
            for number in 0..<6 {
                _ = try await world.drop("Lead \(number)") {
                    $0.value = Money(Int64(number), .euro)
                    $0.tags = number.isMultiple(of: 2) ? ["VIP"] : nil
                    $0.notes = number == 4 ? "Lyon" : nil
                }
            }
            var query = try LeadQuery(parameters: [("tag", "vip"), ("value_min", "2"), ("archived", "only"), ("sort", "company")])
            var board = try await world.board(query)
            #expect(board.columns[0].cards.map(\.lead.company) == ["Lead 4", "Lead 2"] && board.sums == [Money(6, .euro)])
            query = LeadQuery(LeadFilter(text: "lyon"))
            board = try await world.board(query)
            #expect(board.columns[0].count == 1 && board.columns[0].cards.count == 1)
            board = try await world.board(LeadQuery(LeadFilter(text: "!!")))
            #expect(board.count == 0)
        }
    }

    @Test func `A column goes on where its page ended, in the order of the cards, for that list alone`() async throws {
        try await withLeads { world in
            for number in 0..<7 { _ = try await world.drop("\(number)") }
            let stages = try await world.stages()
            let (project, stage) = (stages[0].projectId, stages[0].id)
            let board = try await world.board(limit: 3)
            #expect(board.columns[0].cards.map(\.lead.company) == ["6", "5", "4"])
            var names: [String] = []
            var cursor = board.columns[0].next
            while let place = cursor {
                let page = try await world.pipeline.column(stage, of: project, LeadQuery(), cursor: place, limit: 3, for: world.owner)
                names += page.items.map(\.lead.company)
                cursor = page.next
            }
            #expect(names == ["3", "2", "1", "0"])
            let next = try #require(board.columns[0].next)
            let listed = try await world.leads.list(LeadQuery(), for: world.owner, cursor: nil, limit: 3).page.next
            let attempts: [(String?, ID<Stage>, LeadQuery)] = [
                (next, stages[1].id, LeadQuery()), (next, stage, LeadQuery(LeadFilter(status: .new))), (listed, stage, LeadQuery()),
                ("AAAA", stage, LeadQuery()), (String(next.reversed()), stage, LeadQuery()),
            ]
            for (cursor, stage, query) in attempts {
                let refused = await failure {
                    _ = try await world.pipeline.column(stage, of: project, query, cursor: cursor, limit: 3, for: world.owner)
                }
                #expect(refused?.code == .invalidRequest)
            }
        }
    }

    @Test func `The plain board reads of leads that it does not show nothing but the index`() async throws {
        try await withLeads { world in
            let stage = try await world.stages()[0]
            let conditions = Pipeline.conditions(LeadFilter(), of: world.owner.workspaceID, at: .now())
            let plan = try await world.store.read { tx in
                try tx.rows(
                    """
                    EXPLAIN QUERY PLAN SELECT count(*), count(CASE WHEN l.stage_since < 0 THEN 1 END), sum(l.value_amount), l.value_currency
                    FROM lead AS l INDEXED BY lead_by_stage WHERE l.stage_id = ?\(conditions.sql)
                    """, [stage.id] + conditions.arguments
                ).map { try $0["detail"] as String }
            }
            #expect(plan == ["SEARCH l USING COVERING INDEX lead_by_stage (stage_id=?)"])
        }
    }
}
