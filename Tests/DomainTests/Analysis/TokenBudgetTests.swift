import DataStore
import Primitives
import TestSupport
import Testing

@testable import Domain

struct TokenBudgetTests {
    @Test func `Beyond the day's budget nothing is reserved, and the next day begins anew`() async throws {
        try await withFolder { folder in
            let store = try Store(path: folder + "/t.sqlite", migrations: TokenRows.migrations)
            let clock = ManualClock(Timestamp(seconds: 86_400 * 20_000))
            let budget = TokenBudget(store: store, perDay: 100, clock: clock.wallClock)
            #expect(try await budget.reserve(101) == nil)
            #expect(try await budget.reserve(60) != nil)
            #expect(try await budget.reserve(41) == nil)
            #expect(try await budget.reserve(40) != nil)
            clock.advance(by: .hours(24))
            #expect(try await budget.reserve(100) != nil)
            try store.close()
        }
    }

    @Test func `What a call did not use is given back, and a service can't make up numbers`() async throws {
        try await withFolder { folder in
            let store = try Store(path: folder + "/t.sqlite", migrations: TokenRows.migrations)
            let clock = ManualClock(Timestamp(seconds: 86_400 * 20_000))
            let budget = TokenBudget(store: store, perDay: 1_000, clock: clock.wallClock)
            func spent() async throws -> Int { try await store.read { try TokenRows.tokens(on: 20_000, in: $0) } }
            let first = try #require(try await budget.reserve(100))
            try await budget.settle(first, used: 30)
            #expect(try await spent() == 30)
            for nonsense in [nil, 0, -5, 401, Int64.max] as [Int64?] {
                let next = try #require(try await budget.reserve(100))
                try await budget.settle(next, used: nonsense)
                #expect(try await spent() == 130)
                try await budget.release(next)
            }
            #expect(try await spent() == 30)
            try store.close()
        }
    }

    @Test func `A restart forgets nothing, and old days are`() async throws {
        try await withFolder { folder in
            let clock = ManualClock(Timestamp(seconds: 86_400 * 20_000))
            for _ in 0..<2 {
                let store = try Store(path: folder + "/t.sqlite", migrations: TokenRows.migrations)
                #expect(try await TokenBudget(store: store, perDay: 100, clock: clock.wallClock).reserve(50) != nil)
                try store.close()
            }
            let store = try Store(path: folder + "/t.sqlite", migrations: TokenRows.migrations)
            #expect(try await TokenBudget(store: store, perDay: 100, clock: clock.wallClock).reserve(1) == nil)
            clock.advance(by: .days(401))
            #expect(try await TokenBudget(store: store, perDay: 100, clock: clock.wallClock).reserve(1) != nil)
            #expect(try await store.read { try $0.value("SELECT COUNT(*) FROM analyzer_tokens") } == 1)
            try store.close()
        }
    }
}
