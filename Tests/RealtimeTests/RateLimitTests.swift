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
        var limit = RateLimit(perSecond: 4, now: start)
        for (count, moment, isTaken) in [
            (5, start, false), (3, start, true), (2, start, false), (1, start, true), (2, start + .milliseconds(500), true),
        ] {
            let taken = limit.take(count, now: moment)
            #expect(taken == isTaken)
        }
    }
}
