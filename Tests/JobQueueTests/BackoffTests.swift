import JobQueue
import Primitives
import Testing

struct BackoffTests {
    @Test func `The delay doubles up to ten minutes`() {
        let delays = (1...12).map { Backoff.delay(afterAttempt: $0, jitter: 0.5) }
        #expect(delays[0] == .seconds(1))
        #expect(delays[3] == .seconds(8))
        #expect(delays[11] == .seconds(600))
        #expect(Backoff.delay(afterAttempt: Int.max, jitter: 0.5) == .seconds(600))
    }

    @Test func `Jitter moves it by a tenth either way`() {
        #expect(Backoff.delay(afterAttempt: 1, jitter: 0).milliseconds == 900)
        #expect(Backoff.delay(afterAttempt: 1, jitter: 1).milliseconds == 1_100)
        #expect(Backoff.delay(afterAttempt: 1, jitter: 9).milliseconds == 1_100)
    }
}
