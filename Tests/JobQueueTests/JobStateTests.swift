import JobQueue
import Testing

struct JobStateTests {
    @Test func `An ended job never changes`() {
        for state in JobState.allCases where state.isEnded {
            for next in JobState.allCases { #expect(!state.allows(next)) }
        }
    }

    @Test func `Only a running job ends`() {
        for state in JobState.allCases {
            for next in JobState.allCases where next.isEnded { #expect(state.allows(next) == (state == .running)) }
        }
    }

    @Test func `Only a waiting job starts`() {
        for state in JobState.allCases { #expect(state.allows(.running) == (state == .waiting)) }
    }
}
