import DataStore
import Primitives

/// Where a job stands. `docs/jobs.md` draws it; ``allows(_:)`` is the whole of its rules.
package enum JobState: String, Sendable, Codable, CaseIterable, SQLConvertible, JSONWritable {
    /// Not before its time.
    case scheduled
    /// Could start now; it is its turn, a slot, a limit or a pause that it waits for.
    case waiting
    /// Its children have not all ended.
    case waitingForChildren = "waiting_for_children"
    case running
    /// An attempt failed; the next starts after the back-off.
    case retrying
    case completed
    /// Given up: its attempts are used up, or it took the process with it. Kept until someone retries or removes it.
    case failed
    case cancelled

    package var isEnded: Bool {
        switch self {
        case .completed, .failed, .cancelled: true
        case .scheduled, .waiting, .waitingForChildren, .running, .retrying: false
        }
    }

    /// Whether it was never started, or is between two attempts.
    package var isPending: Bool { !isEnded && self != .running }

    /// The states that may follow this one.
    package var successors: Set<JobState> {
        switch self {
        case .scheduled, .retrying: [.waiting, .cancelled]
        case .waiting: [.running, .cancelled]
        case .waitingForChildren: [.waiting, .scheduled, .failed, .cancelled]
        case .running: [.waiting, .scheduled, .retrying, .completed, .failed, .cancelled]
        // By someone's hand: it begins anew, after its children if some of them have not completed.
        case .failed, .cancelled: [.waiting, .waitingForChildren]
        case .completed: []
        }
    }

    package func allows(_ next: JobState) -> Bool { successors.contains(next) }
}
