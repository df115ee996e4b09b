import Testing

@testable import DataStore

struct WriteRateTests {
    private let start = ContinuousClock.now

    @Test func `Writes that come slowly press on nobody`() {
        var rate = WriteRate()
        #expect(rate.excess(at: start) == 0)
        for millisecond in 0..<500 { rate.add(1, at: start + .milliseconds(2 * millisecond)) }
        #expect(rate.excess(at: start + .milliseconds(998)) <= 1)
    }

    @Test func `Many writes press between their commits too`() {
        var rate = WriteRate()
        for commit in 0..<50 { rate.add(20, at: start + .milliseconds(3 * commit)) }
        #expect(rate.excess(at: start + .milliseconds(147)) == 64)
        #expect(rate.excess(at: start + .milliseconds(150)) == 61)
    }

    @Test func `A burst is soon forgotten`() {
        var rate = WriteRate()
        rate.add(4_000, at: start)
        #expect(rate.excess(at: start + .milliseconds(40)) == 24)
        #expect(rate.excess(at: start + .milliseconds(64)) == 0)
        #expect(rate.excess(at: start + .seconds(60)) == 0)
    }
}
