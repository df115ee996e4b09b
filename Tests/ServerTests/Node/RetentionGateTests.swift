import Logging
import Primitives
import TestSupport
import Testing

@testable import Server

struct RetentionGateTests {
    /// - Parameter uptime: a clock that nobody sets; one that stands still has every look be a restart's neighbour.
    private func gate(_ path: String, _ clock: ManualClock, uptime: ManualClock = ManualClock(Timestamp(seconds: 0))) -> RetentionGate {
        RetentionGate(
            path: path, clock: clock.wallClock, uptime: { .microseconds(uptime.now.microseconds) },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    @Test func `What was found is known after a restart, and opens a day later`() async throws {
        try await withFolder { folder in
            let clock = ManualClock()
            let path = folder + "/clock.json"
            #expect(gate(path, clock).look() == .open)
            clock.advance(by: .days(400))
            #expect(gate(path, clock).look() == .held)
            clock.advance(by: .hours(23))
            #expect(gate(path, clock).look() == .held)
            clock.advance(by: .hours(2))
            let opened = gate(path, clock)
            #expect(opened.look() == .opened)
            #expect(opened.look() == .open)
        }
    }

    @Test func `A clock that is set while the node runs is found by the time that has passed`() async throws {
        try await withFolder { folder in
            let (clock, uptime) = (ManualClock(), ManualClock(Timestamp(seconds: 100)))
            let gate = gate(folder + "/clock.json", clock, uptime: uptime)
            for _ in 1...3 {
                #expect(gate.look() == .open)
                clock.advance(by: .hours(1))
                uptime.advance(by: .hours(1))
            }
            clock.advance(by: .minutes(10))
            #expect(gate.look() == .held)
        }
    }

    @Test func `A record that can't be written or read keeps nothing from going on`() async throws {
        try await withFolder { folder in
            #expect(gate(folder + "/nowhere/clock.json", ManualClock()).look() == .open)
            #expect(gate(folder, ManualClock()).look() == .open)
        }
    }
}
