import Primitives
import Synchronization

/// Counts of what was taken and what was dropped, by project, category and outcome; written with the next batch.
package final class ErrorTallies: Sendable {
    package struct Key: Hashable, Sendable {
        let project: ErrorProjectID
        let category: String
        let outcome: String
    }

    private let counts = Mutex<[Key: Int]>([:])

    func add(_ count: Int, of project: ErrorProjectID, _ category: String, _ outcome: String) {
        counts.withLock { $0[Key(project: project, category: category, outcome: outcome), default: 0] += count }
    }

    /// All since the last time.
    func take() -> [Key: Int] {
        counts.withLock { counts in
            defer { counts = [:] }
            return counts
        }
    }
}
