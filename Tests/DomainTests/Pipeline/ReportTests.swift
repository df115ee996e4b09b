import DataStore
import Identity
import Primitives
import Testing

@testable import Domain

struct ReportTests {
    private static let wrong: [(String?, String?)] = [
        ("2030-02-01", "2030-01-31"), ("2010-01-01", "2030-01-01"), ("x", nil), ("2030-01-01T00:00:00Z", nil), (nil, "2030-13-01"),
    ]

    @Test(arguments: wrong)
    func `Days that are none, or the wrong way round, are refused`(from: String?, to: String?) {
        #expect(throws: Failure.self) { try ReportPeriod(from: from, to: to, today: .now()) }
    }

    @Test func `Without days it is the thirty that end today`() throws {
        let now = try #require(Timestamp("2030-01-31T23:59:59Z"))
        let period = try ReportPeriod(from: nil, to: nil, today: now)
        #expect(period.end.description == "2030-02-01T00:00:00.000Z" && period.end - period.start == .days(30))
        let one = try ReportPeriod(from: "2030-01-31", to: "2030-01-31", today: now)
        #expect(one.end - one.start == .days(1))
    }

    @Test func `Stays, conversion, times, and what was won and lost`() async throws {
        try await withLeads { world in
            let stages = try await world.stages()
            let project = stages[0].projectId
            var leads: [Lead] = []
            for number in 0..<10 { leads.append(try await world.drop("\(number)") { $0.value = Money(100, .euro) }) }
            // Ten stays of one to ten hours: eight go on, two are lost.
            for (number, lead) in leads.enumerated() {
                let since = Timestamp.now() - .hours(Int64(number + 1))
                try await world.store.write { try $0.execute("UPDATE lead SET stage_since = ? WHERE id = ?", [since, lead.id]) }
                if number < 8 {
                    leads[number] = try await world.move(lead, to: stages[1])
                } else {
                    _ = try await world.move(lead, ["stageId": .string(stages[5].id.description), "closeReason": "Price"])
                }
            }
            let won = try await world.move(leads[0], to: stages[4])
            _ = try await world.trash(try await world.move(leads[1], to: stages[4]))
            let report = try await world.pipeline.report(of: project, ReportPeriod(from: nil, to: nil, today: .now()), for: world.owner)
            let first = report.steps[0]
            #expect(first.entered == 10 && first.left == 10 && first.movedOn == 8)
            #expect(first.median.map { $0.milliseconds / 3_600_000 } == 5 && first.ninth.map { $0.milliseconds / 3_600_000 } == 9)
            #expect(report.steps[1].entered == 8 && report.steps[1].left == 2 && report.steps[1].movedOn == 2)
            #expect(report.won.count == 1 && report.won.sums == [won.value] && report.lost.count == 2)
            #expect(report.lost.reasons.map(\.reason) == ["Price"] && report.lost.reasons.map(\.count) == [2])
            let past = try ReportPeriod(from: "2020-01-01", to: "2020-12-31", today: .now())
            let empty = try await world.pipeline.report(of: project, past, for: world.owner)
            #expect(empty.steps.allSatisfy { $0.entered == 0 && $0.left == 0 && $0.median == nil } && empty.lost.count == 0)
            let refused1 = await failure { _ = try await world.pipeline.report(of: project, past, for: world.stranger) }
            #expect(refused1?.code == .notFound)
        }
    }
}
