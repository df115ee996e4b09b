import Primitives
import Synchronization

/// Replays that somebody is still getting, for others who missed the same: after an outage a whole room comes back with one cursor.
///
/// A stretch of the log never changes, so what was read of it holds for everyone. Events are kept no longer than somebody needs them.
final class RecentReplays: Sendable {
    /// How many stretches are remembered at most before those are forgotten that nobody needs.
    private static let capacity = 256

    /// A stretch of the log as one room of a workspace hears it, and how much of it is replayed at most.
    struct Stretch: Hashable {
        let room: Room
        let workspaceID: ID<Subject>
        let after: Int64
        let through: Int64
        let limit: Int
        let byteLimit: Int
    }

    private enum Reading {
        case unread
        case read(Weak)
        case tooLong
    }

    private struct Weak {
        weak var events: MissedEvents?
    }

    private final class Entry: Sendable {
        let reading = Mutex(Reading.unread)
    }

    private let entries = Mutex<[Stretch: Entry]>([:])

    /// What the stretch holds; `nil` when that is more than its limits. Reads it when nobody has it; who asks meanwhile waits for that.
    func events(of stretch: Stretch, read: () throws -> MissedEvents?) rethrows -> MissedEvents? {
        try entry(of: stretch).reading.withLock { reading in
            switch reading {
            case .tooLong: return nil
            case .read(let known): if let events = known.events { return events }
            case .unread: break
            }
            let events = try read()
            reading = events.map { .read(Weak(events: $0)) } ?? .tooLong
            return events
        }
    }

    private func entry(of stretch: Stretch) -> Entry {
        entries.withLock { entries in
            if let entry = entries[stretch] { return entry }
            if entries.count >= Self.capacity { entries = entries.filter { Self.isNeeded($0.value) } }
            let entry = Entry()
            entries[stretch] = entry
            return entry
        }
    }

    private static func isNeeded(_ entry: Entry) -> Bool {
        // One that is locked is being read.
        entry.reading.withLockIfAvailable { if case .read(let known) = $0 { known.events != nil } else { false } } ?? true
    }
}
