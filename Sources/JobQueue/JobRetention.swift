import DataStore
import Primitives

/// How long jobs that have ended are kept.
package struct JobRetention: Sendable {
    package let completed: Duration
    /// Of those that failed or were cancelled: somebody may want to look, or to try again.
    package let failed: Duration

    package init(completed: Duration, failed: Duration) {
        self.completed = completed
        self.failed = failed
    }

    private func span(of state: JobState) -> Duration { state == .completed ? completed : failed }

    /// Removes what is past its time, in small writes; answers how many jobs went.
    @discardableResult
    package func apply(to jobs: Jobs) async throws -> Int {
        var total = 0
        for state in JobState.allCases where state.isEnded {
            let moment = jobs.clock.now() - span(of: state)
            while true {
                let count = try await jobs.store.write { [jobs] tx in try jobs.prune(state, endedBefore: moment, in: tx) }
                total += count
                guard count == Jobs.batchLimit else { break }
                try Task.checkCancellation()
            }
        }
        try await jobs.store.write { [jobs] tx in try jobs.pruneQueues(in: tx) }
        while try await jobs.store.write({ [jobs] tx in try jobs.prunePaces(in: tx) }) == Jobs.batchLimit { try Task.checkCancellation() }
        return total
    }
}
