import Primitives
import Testing

@testable import WebAPI

struct BanDurationTests {
    @Test(arguments: [
        "", "long", "1", "1d", "1.h.", "h", "1h30", "--1h", "+", "1 h", "1e3h", "١h", String(repeating: "1", count: 70) + "h",
    ])
    func `What is no duration of Go is refused`(text: String) {
        #expect(BanDuration(text) == nil)
    }

    @Test(arguments: [("24h", 86_400_000_000), ("1h30m", 5_400_000_000), ("300ms", 300_000), ("1.5s", 1_500_000), ("+2us", 2), ("2µs", 2)])
    func `A duration is read as Go writes it`(text: String, microseconds: Int64) {
        guard case .lasting(let duration) = BanDuration(text) else { return #expect(Bool(false), "\(text) lasts no time") }
        #expect(duration == .microseconds(microseconds))
    }

    @Test(arguments: ["none", "0", "0s", "-1h"])
    func `Some of them let the user in again`(text: String) {
        guard case .ended = BanDuration(text) else { return #expect(Bool(false), "\(text) bans") }
    }

    @Test func `For ever is a century`() {
        guard case .lasting(let duration) = BanDuration("99999999999999999999h") else { return #expect(Bool(false)) }
        #expect(duration == .days(36_500))
    }
}
