import Testing

@testable import Telemetry

struct ErrorSpikesTests {
    @Test func `Few errors are no spike, nor are many where there always are many`() {
        let start = ContinuousClock.now
        let few = ErrorSpikes(at: start)
        few.note(19, at: start)
        #expect(!few.measure(at: start).isSpike)
        let busy = ErrorSpikes(at: start)
        for minute in 0..<120 { busy.note(10, at: start + .seconds(minute * 60)) }
        let measure = busy.measure(at: start + .seconds(119 * 60))
        #expect(measure.recent == 50 && measure.usual == 50 && !measure.isSpike)
    }

    @Test func `Five times the usual is one, and it passes`() {
        let start = ContinuousClock.now
        let spikes = ErrorSpikes(at: start)
        for minute in 0..<120 { spikes.note(2, at: start + .seconds(minute * 60)) }
        let now = start + .seconds(120 * 60)
        spikes.note(60, at: now)
        #expect(spikes.measure(at: now).recent == 68 && spikes.measure(at: now).isSpike)
        #expect(spikes.measure(at: now + .seconds(5 * 60)).recent == 0)
        #expect(spikes.measure(at: now + .seconds(24 * 3_600)) == .init(recent: 0, usual: 0))
    }

    @Test func `In the first hour a plain number decides`() {
        let start = ContinuousClock.now
        let spikes = ErrorSpikes(at: start)
        spikes.note(25, at: start)
        #expect(spikes.measure(at: start) == .init(recent: 25, usual: nil))
        #expect(spikes.measure(at: start).isSpike)
    }
}
