import DataStore
import Primitives

/// Where a job stands.
///
///     scheduled ─┐                    ┌─ completed
///                ├→ waiting → running ┼─ failed      (attempts used up)
///     retrying ──┘      ↑        │    └─ cancelled   (the handler says that trying again is useless)
///         ↑             └────────┤ put back at shutdown or after a crash
///         └──────────────────────┘ failed attempt, snooze → scheduled
package enum JobState: String, Sendable, Codable, CaseIterable, SQLConvertible, JSONWritable {
    case scheduled, waiting, running, retrying, completed, failed, cancelled

    package var isEnded: Bool {
        switch self {
        case .completed, .failed, .cancelled: true
        case .scheduled, .waiting, .running, .retrying: false
        }
    }

    /// Whether a job may go from this state to `next`.
    package func allows(_ next: JobState) -> Bool {
        switch (self, next) {
        case (.scheduled, .waiting), (.retrying, .waiting), (.waiting, .running): true
        case (.running, .waiting), (.running, .scheduled), (.running, .retrying): true
        case (.running, .completed), (.running, .failed), (.running, .cancelled): true
        default: false
        }
    }
}
