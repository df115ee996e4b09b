import Primitives
import Synchronization

/// Replays that somebody is still getting, for others who missed the same: after an outage a whole room comes back with one cursor.
///
/// A stretch of the log never changes, so what was read of it holds for everyone. Nothing is kept longer than somebody needs it.
final class RecentReplays: Sendable {
    /// A stretch of the log as one room of a workspace hears it.
    struct Stretch: Hashable {
        let room: Room
        let workspaceID: ID<Subject>
        let after: Int64
        let through: Int64
    }

    private struct Entry {
        weak var events: MissedEvents?
    }

    private let entries = Mutex<[Stretch: Entry]>([:])

    func events(of stretch: Stretch) -> MissedEvents? {
        entries.withLock { $0[stretch]?.events }
    }

    func remember(_ events: MissedEvents, of stretch: Stretch) {
        entries.withLock { entries in
            entries = entries.filter { $0.value.events != nil }
            entries[stretch] = Entry(events: events)
        }
    }
}
