import DataStore
package import Primitives

/// What becomes of occurrences that were missed because the node was down or its clock was moved forward.
package enum CatchUp: String, Sendable, Codable, CaseIterable, SQLConvertible, JSONWritable {
    /// What is more than a minute late is dropped.
    case skip
    /// One run stands for all that were missed.
    case once
    /// Each runs, the oldest first, up to ``mostRuns``; those beyond are dropped.
    case all

    /// A node is rarely away for longer than a hundred runs of anything that must not miss one.
    package static let mostRuns = 100
    /// What a busy node may be late without having missed anything.
    package static let grace = Duration.minutes(1)

    /// Which occurrences run at `now`, the oldest first, when `due` is the first that has not run.
    package func occurrences(due: Timestamp, now: Timestamp, of recurrence: Recurrence) -> [Timestamp] {
        let oldest = now - Self.grace
        let first = self == .skip && due < oldest ? recurrence.next(after: oldest - .microseconds(1)) : due
        var occurrences: [Timestamp] = []
        var next = first
        while let occurrence = next, occurrence <= now, occurrences.count < (self == .once ? 1 : Self.mostRuns) {
            occurrences.append(occurrence)
            next = recurrence.next(after: occurrence)
        }
        return occurrences
    }
}
