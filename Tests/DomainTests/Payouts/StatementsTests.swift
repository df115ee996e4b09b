import DataStore
import Domain
import Identity
import Primitives
import Testing

@Suite struct StatementsTests {
    private static let always = (from: Day("1970-01-01") ?? .sample, through: Day("9999-12-31") ?? .sample)

    @Test func `A statement of somebody else is for those who may read the books`() async throws {
        try await withBooks { world async throws in
            func statement(of person: ID<Person>?, _ principal: Principal) async throws -> Statement {
                try await world.statements.statement(of: person, from: Self.always.from, through: Self.always.through, for: principal)
            }
            #expect(await failure { _ = try await statement(of: world.admin.personID, world.member) }?.code == .forbidden)
            #expect(await failure { _ = try await statement(of: world.member.personID, world.stranger) }?.code == .notFound)
            #expect(await failure { _ = try await statement(of: nil, world.leads.member(.viewer)) }?.code == .forbidden)
            let backwards = await failure {
                _ = try await world.statements.statement(of: nil, from: Self.always.through, through: Self.always.from, for: world.member)
            }
            #expect(backwards?.fields.map(\.pointer) == ["to"])
            #expect(try await statement(of: nil, world.member).sections.isEmpty)
            #expect(try await statement(of: world.member.personID, world.owner).personName == "max")
        }
    }

    @Test func `What is owed and was paid is told from the opening to the closing balance`() async throws {
        try await withBooks { world in
            let first = try await world.approve(try await world.payout(10_000))
            _ = try await world.approve(try await world.payout(5_050))
            _ = try await world.pay(first)
            let statement = try await world.statements.statement(
                of: nil, from: Self.always.from, through: Self.always.through, for: world.member)
            let section = try #require(statement.sections.first)
            #expect(statement.sections.count == 1 && section.opening == Money(0, .euro))
            // The payment is dated before today.
            #expect(section.lines.map(\.amount.amount) == [-10_000, 10_000, 5_050])
            #expect(section.lines.map(\.balance.amount) == [-10_000, 0, 5_050])
            #expect(section.closing == Money(5_050, .euro))
            let later = try await world.statements.statement(
                of: nil, from: Day("2024-03-06") ?? .sample, through: Day("2024-03-07") ?? .sample, for: world.member)
            #expect(later.sections.map(\.opening.amount) == [-10_000] && later.sections[0].lines.isEmpty)
            let csv = StatementCSV.text(of: statement).split(separator: "\r\n")
            #expect(csv.count == 6 && csv[2].contains(",-100.00,-100.00,EUR,"), "a figure with a sign is no formula")
            let pdf = try await world.statements.document(of: statement, for: world.member)
            #expect(pdf.starts(with: Array("%PDF-".utf8)))
            #expect(try await world.statements.document(of: statement, for: world.owner) == pdf)
        }
    }
}
