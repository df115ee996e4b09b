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
}
