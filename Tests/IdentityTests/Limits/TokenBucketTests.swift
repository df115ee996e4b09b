import Primitives
import Testing

@testable import Identity

@Suite struct TokenBucketTests {
    private let bucket = TokenBucket(capacity: 3, interval: .seconds(10))
    private let start = Timestamp(seconds: 1_000)

    @Test func `An empty bucket says to the microsecond when the next token is back`() throws {
        var fullAt: Timestamp?
        for _ in 0..<3 {
            guard case .taken(let next) = bucket.taking(fullAt: fullAt, at: start) else {
                Issue.record("refused too early")
                return
            }
            fullAt = next
        }
        #expect(bucket.taking(fullAt: fullAt, at: start) == .empty(retryAfter: .seconds(10)))
        #expect(bucket.taking(fullAt: fullAt, at: start + .microseconds(9_999_999)) == .empty(retryAfter: .microseconds(1)))
        #expect(bucket.taking(fullAt: fullAt, at: start + .seconds(10)) == .taken(fullAt: start + .seconds(40)))
        #expect(bucket.taking(fullAt: fullAt, at: start + .seconds(999)) == .taken(fullAt: start + .seconds(1_009)))
    }

    @Test func `A clock that was set back shuts the door for two whole refills at most, and not at all when it was by a year`() {
        let whole = bucket.interval * bucket.capacity
        #expect(bucket.taking(fullAt: start + .days(365), at: start) == .taken(fullAt: start + bucket.interval))
        let empty = start + whole + .seconds(20)
        #expect(bucket.taking(fullAt: empty, at: start) == .empty(retryAfter: bucket.interval))
        #expect(bucket.taking(fullAt: empty, at: empty) == .taken(fullAt: empty + bucket.interval))
    }

    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("2001:DB8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"), ("::1", "0:0:0:0::/64"), ("No Address", "no address"),
    ])
    func `A remote is an IPv4 address or an IPv6 network`(address: String, subject: String) {
        #expect(RemoteSubject(address).text == subject)
        #expect(RemoteSubject(String(repeating: "x", count: 100_000)).text.utf8.count == 64)
    }

    @Test func `Known refusals are bounded, and end`() {
        let known = KnownRefusals()
        for index in 0..<(KnownRefusals.limit + 100) {
            known.remember(.verification, RemoteSubject("r\(index)"), until: start + .seconds(60), at: start)
        }
        func remaining(_ index: Int, at moment: Timestamp) -> Duration? {
            known.remaining(.verification, RemoteSubject("r\(index)"), at: moment, atMost: .minutes(5))
        }
        #expect(remaining(0, at: start) == .seconds(60) && remaining(KnownRefusals.limit + 1, at: start) == nil)
        #expect(known.remaining(.codeRequest, RemoteSubject("r0"), at: start, atMost: .minutes(5)) == nil)
        #expect(remaining(0, at: start + .seconds(60)) == nil)
        known.remember(.verification, RemoteSubject("late"), until: start + .seconds(120), at: start + .seconds(61))
        #expect(
            known.remaining(.verification, RemoteSubject("late"), at: start + .seconds(61), atMost: .minutes(5)) == .seconds(59))
        #expect(known.remaining(.verification, RemoteSubject("late"), at: start - .days(1), atMost: .minutes(5)) == nil)
    }
}
