import NIOCore
import Testing

@testable import Realtime

struct RateLimitTests {
    @Test func `A second's worth may come at once, then the rate holds`() {
        let start = NIODeadline.uptimeNanoseconds(5_000_000_000)
        var limit = RateLimit(perSecond: 4, now: start)
        func take(_ now: NIODeadline) -> Bool { limit.take(now: now) }
        for _ in 1...4 { #expect(take(start) == true) }
        #expect(take(start) == false)
        #expect(take(start + .milliseconds(249)) == false)
        #expect(take(start + .milliseconds(250)) == true)
        #expect(take(start + .milliseconds(251)) == false)
        #expect(take(start) == false, "a clock that goes back gives nothing")
        let later = start + .hours(100_000)
        for _ in 1...4 { #expect(take(later) == true) }
        #expect(take(later) == false)
    }

    @Test func `Several are taken together or not at all`() {
        let start = NIODeadline.uptimeNanoseconds(5_000_000_000)
        let budgets = SenderBudgets<String>(perSecond: 4)
        #expect(!budgets.take(5, from: "a", now: start))
        #expect(budgets.take(3, from: "a", now: start))
        #expect(!budgets.take(2, from: "a", now: start))
        #expect(budgets.take(4, from: "b", now: start), "each sender has a budget of its own")
        #expect(budgets.take(1, from: "a", now: start))
        #expect(budgets.take(2, from: "a", now: start + .milliseconds(500)))
    }

    @Test func `Past the bound new senders wait until another has been silent`() {
        let start = NIODeadline.uptimeNanoseconds(5_000_000_000)
        let budgets = SenderBudgets<String>(perSecond: 4, senderLimit: 1)
        #expect(budgets.take(1, from: "a", now: start))
        #expect(!budgets.take(1, from: "b", now: start + .milliseconds(999)))
        #expect(budgets.take(1, from: "a", now: start + .milliseconds(999)))
        #expect(budgets.take(1, from: "b", now: start + .seconds(2)))
    }
}
