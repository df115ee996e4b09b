import JobQueue
import Testing

struct JobStateTests {
    /// The whole machine, written out a second time: what stands in no row is refused.
    private static let transitions: [JobState: Set<JobState>] = [
        .scheduled: [.waiting, .cancelled],
        .retrying: [.waiting, .cancelled],
        .waiting: [.running, .cancelled],
        .waitingForChildren: [.waiting, .scheduled, .failed, .cancelled],
        .running: [.waiting, .scheduled, .retrying, .completed, .failed, .cancelled],
        .completed: [],
        .failed: [.waiting, .waitingForChildren],
        .cancelled: [.waiting, .waitingForChildren],
    ]

    @Test(arguments: JobState.allCases, JobState.allCases)
    func `A transition is allowed if it is drawn`(from: JobState, to: JobState) {
        #expect(from.allows(to) == Self.transitions[from]?.contains(to))
    }

    @Test func `No end is a dead end but completion, and every state can be reached`() {
        for state in JobState.allCases where state != .completed { #expect(!state.successors.isEmpty) }
        let reached = Set(JobState.allCases.flatMap(\.successors))
        #expect(reached.union([.scheduled, .waiting, .waitingForChildren]) == Set(JobState.allCases))
    }

    @Test func `Only a waiting job starts, and only a running one completes`() {
        for state in JobState.allCases {
            #expect(state.allows(.running) == (state == .waiting))
            #expect(state.allows(.completed) == (state == .running))
        }
    }
}
