import DataStore
import Domain
import Identity
import Primitives
import Testing

@Suite struct LedgerTests {
    @Test func `What a transaction must not be is refused with its place, and nothing is kept`() async throws {
        try await withBooks { world in
            try await world.account("A")
            try await world.account("B")
            let closed = try await world.account("CLOSED")
            _ = try await world.ledger.editAccount(
                closed.id, LedgerAccountPatch(MergePatch(["closed": true])), version: 1, act: world.act(world.owner))
            try await world.account("YEN", currency: "JPY")
            let stranger = try await world.account("THEIRS", by: world.stranger)
            func line(_ code: String, _ amount: Int64, _ currency: Currency = .euro) -> LedgerPosting.Line {
                LedgerPosting.Line(accountCode: code, amount: Money(amount, currency))
            }
            let good = [line("A", 1), line("B", -1)]
            let cases: [(FailureCode, String, LedgerPosting)] = [
                (.unbalanced, "/entries", LedgerPosting(date: "2024-01-01", description: "x", entries: [line("A", 2), line("B", -1)])),
                (.invalidRequest, "/entries", LedgerPosting(date: "2024-01-01", description: "x", entries: [line("A", 1)])),
                (
                    .invalidRequest, "/entries",
                    LedgerPosting(date: "2024-01-01", description: "x", entries: Array(repeating: line("A", 1), count: 101))
                ),
                (
                    .invalidRequest, "/entries/0/amount",
                    LedgerPosting(date: "2024-01-01", description: "x", entries: [line("A", 0), line("B", 0)])
                ),
                (
                    .invalidRequest, "/entries/1/account",
                    LedgerPosting(date: "2024-01-01", description: "x", entries: [line("A", 1), line("CLOSED", -1)])
                ),
                (
                    .invalidRequest, "/entries/1/amount/currency",
                    LedgerPosting(date: "2024-01-01", description: "x", entries: [line("A", 1), line("YEN", -1)])
                ),
                (
                    .invalidRequest, "/entries/1/accountCode",
                    LedgerPosting(date: "2024-01-01", description: "x", entries: [line("A", 1), line("THEIRS", -1)])
                ),
                (
                    .invalidRequest, "/entries/1/accountId",
                    LedgerPosting(
                        date: "2024-01-01", description: "x",
                        entries: [line("A", 1), LedgerPosting.Line(accountId: stranger.id.description, amount: Money(-1, .euro))])
                ),
                (
                    .invalidRequest, "/entries/1",
                    LedgerPosting(
                        date: "2024-01-01", description: "x", entries: [line("A", 1), LedgerPosting.Line(amount: Money(-1, .euro))])
                ),
                (.invalidRequest, "/date", LedgerPosting(date: "2024-02-30", description: "x", entries: good)),
                (.invalidRequest, "/date", LedgerPosting(date: "9999-01-01", description: "x", entries: good)),
                (.invalidRequest, "/description", LedgerPosting(date: "2024-01-01", description: " \n ", entries: good)),
                (
                    .invalidRequest, "/reference",
                    LedgerPosting(date: "2024-01-01", description: "x", reference: String(repeating: "r", count: 101), entries: good)
                ),
            ]
            for (code, pointer, posting) in cases {
                let failure = await failure {
                    _ = try await world.ledger.post(posting, by: world.owner, key: world.key(), trace: TraceID())
                }
                #expect(failure?.code == code && failure?.fields.map(\.pointer).contains(pointer) == true, "\(pointer): \(failure as Any)")
            }
            let posting = LedgerPosting(date: "2024-01-01", description: "x", entries: good)
            #expect(
                await failure { _ = try await world.ledger.post(posting, by: world.owner, key: nil, trace: TraceID()) }?.code
                    == .idempotencyKeyRequired)
            #expect(try await world.leads.count("ledger_transaction") == 0)
            #expect(try await world.leads.count("ledger_entry") == 0)
        }
    }

    @Test func `Amounts go as far as 64 bits do, and no sum past them`() async throws {
        try await withBooks { world in
            let (a, b) = (try await world.account("A"), try await world.account("B"))
            #expect(await failure { try await world.post([("A", .min), ("B", .max), ("B", 1)]) }?.code == .invalidRequest)
            #expect(await failure { try await world.post([("A", .max), ("A", 1), ("B", .min)]) }?.code == .invalidRequest)
            try await world.post([("A", .max), ("B", -.max)])
            let past = await failure { try await world.post([("A", 1), ("B", -1)]) }
            #expect(past?.fields.map(\.pointer) == ["/entries/0/amount"])
            try await world.post([("A", -.max), ("B", .max)])
            try await world.post([("A", .max), ("B", -.max)], date: "2024-03-02")
            #expect(try await world.balance(a) == [Money(.max, .euro)])
            #expect(try await world.balance(b, at: "2024-03-01") == [Money(0, .euro)])
            #expect(try await world.verify().ok)
        }
    }

    @Test func `A transaction has the next number, continues the chain, and moves what its accounts hold`() async throws {
        try await withBooks { world in
            let (bank, _) = (try await world.account("BANK"), try await world.account("EQUITY", "equity"))
            let before = try await world.ledger.head(for: world.owner)
            #expect(before.number == 0 && before.hash == String(repeating: "0", count: 64) && before.at == nil)
            let first = try await world.post([("BANK", 100), ("EQUITY", -100)], date: "2024-01-31")
            let second = try await world.post([("BANK", -30), ("EQUITY", 30)], date: "2024-01-01", description: "  Back\tdated ")
            #expect(first.number == 1 && second.number == 2)
            #expect(first.previousHash == before.hash && second.previousHash == first.hash)
            #expect(second.description == "Back dated")
            #expect(first.entries.map(\.accountCode) == ["BANK", "EQUITY"])
            #expect(first.postedById == world.owner.personID && first.postedByName == "Ana")
            #expect(try await world.balance(bank) == [Money(70, .euro)])
            #expect(try await world.balance(bank, at: "2024-01-30") == [Money(-30, .euro)])
            #expect(try await world.balance(bank, at: "2024-01-31") == [Money(70, .euro)])
            #expect(try await world.balance(bank, at: "2023-12-31") == [])
            #expect(try await world.balance(bank, at: second.postedAt.description) == [Money(70, .euro)])
            #expect(try await world.balance(bank, at: "2000-01-01T00:00:00Z") == [])
            let head = try await world.ledger.head(for: world.owner)
            #expect(head.number == 2 && head.hash == second.hash)
            let listed = try await world.ledger.transactions(LedgerQuery(), for: world.owner, cursor: nil, limit: 50)
            #expect(listed.items.map(\.number) == [1, 2], "by day")
            #expect(try await world.leads.count("event WHERE type = 'ledger.posted'") == 2)
        }
    }

    @Test func `Fifty of one key at once are one transaction`() async throws {
        try await withBooks { world in
            try await world.account("A")
            try await world.account("B")
            let key = try world.key()
            let numbers = try await withThrowingTaskGroup(of: Int64.self) { group in
                for _ in 0..<50 { group.addTask { try await world.post([("A", 5), ("B", -5)], key: key).number } }
                return try await group.reduce(into: Set<Int64>()) { $0.insert($1) }
            }
            #expect(numbers == [1])
            #expect(try await world.leads.count("ledger_transaction") == 1)
            #expect(await failure { try await world.post([("A", 6), ("B", -6)], key: key) }?.code == .idempotencyKeyReused)
            // The kept answer is forgotten in time; what it stood for is not.
            try await world.store.write { try $0.execute("DELETE FROM idempotency_key") }
            let late = await failure { try await world.post([("A", 5), ("B", -5)], key: key) }
            #expect(late?.code == .idempotencyKeyReused && late?.members["transactionId"] != nil)
            #expect(try await world.leads.count("ledger_transaction") == 1)
        }
    }

    @Test func `Many at once get numbers without a gap`() async throws {
        try await withBooks { world in
            try await world.account("A")
            try await world.account("B")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...100 {
                    group.addTask {
                        // Every third does not balance, and leaves no gap.
                        _ = await failure { try await world.post([("A", 5), ("B", number.isMultiple(of: 3) ? -4 : -5)]) }
                    }
                }
                try await group.waitForAll()
            }
            let found = try await world.verify()
            #expect(found.ok && found.transactions == 67 && found.entries == 134, "\(found)")
        }
    }

    @Test func `A transaction is taken back once`() async throws {
        try await withBooks { world in
            let bank = try await world.account("BANK")
            try await world.account("EQUITY", "equity")
            let wrong = try await world.post([("BANK", 100), ("EQUITY", -100)])
            let reversal = LedgerReversal(date: "2024-03-02", description: "A slip")
            func reverse() async throws -> LedgerTransaction {
                try await world.ledger.reverse(wrong.id, reversal, by: world.owner, key: world.key(), trace: TraceID())
            }
            let back = try await reverse()
            #expect(back.reverses == wrong.id && back.entries.map(\.amount.amount) == [-100, 100])
            #expect(try await world.ledger.transaction(wrong.id, for: world.owner).reversedBy == back.id)
            #expect(try await world.balance(bank) == [Money(0, .euro)])
            let again = await failure { _ = try await reverse() }
            #expect(again?.code == .alreadyReversed && again?.members["reversedBy"] == .string(back.id.description))
            #expect(
                await failure {
                    _ = try await world.ledger.reverse(back.id, reversal, by: world.stranger, key: world.key(), trace: TraceID())
                }?.code == .notFound)
        }
    }

    @Test func `Lists come in pages that are stable, and a cursor is good for its query alone`() async throws {
        try await withBooks { world in
            let bank = try await world.account("BANK")
            try await world.account("EQUITY", "equity")
            try await world.account("OTHER")
            for number in 1...7 {
                try await world.post([("BANK", 1), ("EQUITY", -1)], date: "2024-01-0\(1 + number % 3)", description: "Nº \(number)")
            }
            try await world.post([("OTHER", 1), ("EQUITY", -1)], description: "Elsewhere")
            var query = LedgerQuery(account: bank.id)
            var (cursor, seen): (String?, [Int64]) = (nil, [])
            repeat {
                let page = try await world.ledger.transactions(query, for: world.owner, cursor: cursor, limit: 3)
                seen += page.items.map(\.number)
                cursor = page.next
            } while cursor != nil
            #expect(seen.sorted() == Array(1...7) && seen.count == 7)
            let first = try await world.ledger.transactions(query, for: world.owner, cursor: nil, limit: 3)
            query.text = "1"
            #expect(
                await failure { _ = try await world.ledger.transactions(query, for: world.owner, cursor: first.next, limit: 3) }?.code
                    == .invalidRequest)
            #expect(
                await failure { _ = try await world.ledger.transactions(query, for: world.owner, cursor: "AAAA", limit: 3) }?.code
                    == .invalidRequest)
            let found = try await world.ledger.transactions(LedgerQuery(text: "elseWHERE"), for: world.owner, cursor: nil, limit: 3)
            #expect(found.items.map(\.number) == [8])
            var (lines, place): ([AccountEntry], String?) = ([], nil)
            repeat {
                let page = try await world.ledger.entries(
                    of: bank.id, LedgerQuery(from: Day("2024-01-02")), for: world.owner, cursor: place, limit: 2)
                lines += page.items
                place = page.next
            } while place != nil
            #expect(lines.count == 5 && lines.allSatisfy { $0.date >= (Day("2024-01-02") ?? .sample) })
        }
    }

    @Test func `An account that holds something stays open, and its code is its own`() async throws {
        try await withBooks { world in
            let a = try await world.account("A")
            try await world.account("B")
            #expect(await failure { try await world.account("A") }?.code == .conflict)
            for code in ["", "a", "A B", String(repeating: "A", count: 41), "Ä"] {
                #expect(await failure { try await world.account(code) }?.fields.first?.pointer == "/code", "\(code)")
            }
            try await world.account("A", by: world.stranger)
            try await world.post([("A", 5), ("B", -5)])
            func close(_ isClosed: Bool, _ version: Int64?) async throws -> LedgerAccount {
                try await world.ledger.editAccount(
                    a.id, LedgerAccountPatch(MergePatch(["closed": .bool(isClosed)])), version: version, act: world.act(world.owner))
            }
            #expect(await failure { _ = try await close(true, nil) }?.code == .versionRequired)
            #expect(await failure { _ = try await close(true, 1) }?.code == .conflict)
            try await world.post([("A", -5), ("B", 5)])
            let closed = try await close(true, 1)
            #expect(closed.closedAt != nil && closed.version == 2)
            #expect(await failure { _ = try await close(false, 1) }?.code == .staleVersion)
            #expect(try await close(false, 2).closedAt == nil)
        }
    }

    @Test func `Who may not read the books, or post, does neither`() async throws {
        try await withBooks { world in
            let account = try await world.account("A")
            for principal in [world.member, world.leads.member(.viewer)] {
                #expect(await failure { _ = try await world.ledger.head(for: principal) }?.code == .forbidden)
                #expect(await failure { _ = try await world.ledger.account(account.id, for: principal) }?.code == .forbidden)
                #expect(await failure { _ = try await world.ledger.export(as: .csv, act: world.act(principal)) }?.code == .forbidden)
                #expect(await failure { _ = try await world.ledger.verify(act: world.act(principal)) }?.code == .forbidden)
                #expect(await failure { try await world.post([("A", 1), ("A", -1)], by: principal) }?.code == .forbidden)
                #expect(await failure { try await world.account("B", by: principal) }?.code == .forbidden)
            }
            #expect(await failure { _ = try await world.ledger.account(account.id, for: world.stranger) }?.code == .notFound)
        }
    }
}
