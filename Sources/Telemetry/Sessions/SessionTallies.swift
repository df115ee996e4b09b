import Primitives
import Synchronization

/// Counts sessions by project, day and release; written with the next batch of errors.
///
/// SDKs tell the whole state of a session again with each change. Which ones were counted, and as what, is known of the last 40,000.
final class SessionTallies: Sendable {
    /// Of those that wait for the disk; a stranger may invent any number of releases.
    static let keyLimit = 500
    private static let knownLimit = 20_000
    private static let peopleLimit = 20_000

    struct Key: Hashable, Sendable {
        let project: ErrorProjectID
        let day: Int
        let release: String
    }

    struct Counts: Hashable, Sendable {
        var started = 0
        var errored = 0
        var crashed = 0
        var abnormal = 0
        /// Hashes, and whether a session of theirs crashed.
        var people: [String: Bool] = [:]

        mutating func add(_ count: Int, _ state: SessionUpdate.State) {
            switch state {
            case .ok: break
            case .errored: errored += count
            case .crashed: crashed += count
            case .abnormal: abnormal += count
            }
        }
    }

    private struct Known {
        let key: Key
        var state: SessionUpdate.State
    }

    private struct State {
        var counts: [Key: Counts] = [:]
        var people = 0
        var known: [String: Known] = [:]
        var older: [String: Known] = [:]
    }

    private let state = Mutex(State())

    func add(_ update: SessionUpdate, of project: ErrorProjectID, at now: Timestamp) {
        state.withLock { state in
            let named = Key(project: project, day: Int(now.seconds / 86_400), release: update.release)
            guard let id = update.id, let told = update.counts.keys.first else {
                let key = Self.key(named, in: state)
                for (told, count) in update.counts {
                    state.counts[key, default: Counts()].started += count
                    state.counts[key]?.add(count, told)
                }
                note(update.person, hasCrashed: (update.counts[.crashed] ?? 0) > 0, under: key, &state)
                return
            }
            let name = "\(project) \(id)"
            let before = state.known[name] ?? state.older[name]
            let key = before?.key ?? Self.key(named, in: state)
            var after = told
            if let before {
                // A crash is the last word, and who had errors still has.
                if before.state == .crashed || told == .ok { after = before.state }
                state.counts[key, default: Counts()].add(-1, before.state)
            } else {
                state.counts[key, default: Counts()].started += 1
            }
            state.counts[key]?.add(1, after)
            if state.known.count >= Self.knownLimit { (state.older, state.known) = (state.known, [:]) }
            state.known[name] = Known(key: key, state: after)
            note(update.person, hasCrashed: after == .crashed, under: key, &state)
        }
    }

    /// All since the last time.
    func take() -> [Key: Counts] {
        state.withLock { state in
            defer { (state.counts, state.people) = ([:], 0) }
            return state.counts
        }
    }

    private func note(_ person: String?, hasCrashed: Bool, under key: Key, _ state: inout State) {
        guard let person, state.people < Self.peopleLimit else { return }
        let hash = ErrorEvent.hash(ofPerson: person, in: key.project)
        let known = state.counts[key]?.people[hash]
        if known == nil { state.people += 1 }
        state.counts[key, default: Counts()].people[hash] = (known ?? false) || hasCrashed
    }

    private static func key(_ key: Key, in state: State) -> Key {
        guard state.counts[key] == nil, state.counts.count >= keyLimit else { return key }
        return Key(project: key.project, day: key.day, release: SessionRows.otherRelease)
    }
}
