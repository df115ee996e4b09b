import DataStore
import JobQueue
import Primitives
import Testing

struct BackoffTests {
    @Test func `The delay doubles up to ten minutes`() {
        let delays = (1...12).map { Backoff.standard.delay(afterAttempt: $0, jitter: 0.5) }
        #expect(delays[0] == .seconds(1))
        #expect(delays[3] == .seconds(8))
        #expect(delays[11] == .seconds(600))
        #expect(Backoff.standard.delay(afterAttempt: Int.max, jitter: 0.5) == .seconds(600))
    }

    @Test func `A fixed delay stays, and steps follow each other until the last is repeated`() {
        let steps = Backoff.steps([.seconds(1), .seconds(30), .seconds(5)])
        #expect((1...4).map { steps.delay(afterAttempt: $0, jitter: 0.5) } == [.seconds(1), .seconds(30), .seconds(5), .seconds(5)])
        #expect((1...3).map { Backoff.fixed(.seconds(7)).delay(afterAttempt: $0, jitter: 0.5) } == [.seconds(7), .seconds(7), .seconds(7)])
    }

    @Test func `Jitter moves it by a tenth either way`() {
        #expect(Backoff.standard.delay(afterAttempt: 1, jitter: 0).milliseconds == 900)
        #expect(Backoff.standard.delay(afterAttempt: 1, jitter: 1).milliseconds == 1_100)
        #expect(Backoff.standard.delay(afterAttempt: 1, jitter: 9).milliseconds == 1_100)
    }

    @Test(arguments: [Backoff.standard, .fixed(.milliseconds(1_500)), .steps([.seconds(1), .seconds(60)])])
    func `It is read back as it was kept`(backoff: Backoff) {
        #expect(Backoff(sqlValue: backoff.sqlValue) == backoff)
    }

    @Test(arguments: ["", "exponential 1", "fixed", "steps", "weekly 3"])
    func `Other words are none`(text: String) {
        #expect(Backoff(sqlValue: .text(text)) == nil)
    }
}
