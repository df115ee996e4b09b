import Primitives
import Synchronization
import TestSupport
import Testing

@testable import Telemetry

struct ClockDriftTests {
    @Test func `A jump in either direction is told for ten minutes, time that passes is none`() {
        let clock = ManualClock()
        let uptime = Mutex(Duration.zero)
        let drift = ClockDrift(clock: clock.wallClock) { uptime.withLock { $0 } }
        func pass(_ duration: Duration) {
            clock.advance(by: duration)
            uptime.withLock { $0 += duration }
        }
        #expect(drift.jump() == .zero)
        pass(.hours(1))
        #expect(drift.jump() == .zero)
        clock.advance(by: .seconds(-30))
        #expect(drift.jump() == .seconds(30))
        pass(.minutes(9))
        #expect(drift.jump() == .seconds(30))
        pass(.minutes(2))
        #expect(drift.jump() == .zero)
    }
}
