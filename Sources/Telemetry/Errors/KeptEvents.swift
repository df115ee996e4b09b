import Primitives
import Synchronization

/// Of an error that comes in a loop, a few reports a minute are kept whole, and the others counted.
final class KeptEvents: Sendable {
    /// What somebody may want to read of one error in a minute, and some more.
    static let perMinute = 30
    private static let groupLimit = 20_000
    private static let idLimit = 50_000
    private static let window = Duration.seconds(60)

    private struct Key: Hashable {
        let project: ErrorProjectID
        let fingerprint: String
    }

    private struct State {
        var start = ContinuousClock.now
        var kept: [Key: Int] = [:]
        /// The reports of this minute and of the one before, to know one that is sent again.
        var ids: Set<String> = []
        var olderIDs: Set<String> = []
    }

    private let state = Mutex(State())

    enum Verdict {
        case keep, count, known
    }

    func decide(_ event: ErrorEvent, at now: ContinuousClock.Instant = .now) -> Verdict {
        state.withLock { state in
            if now - state.start >= Self.window || state.ids.count >= Self.idLimit || state.kept.count >= Self.groupLimit {
                state = State(start: now, ids: [], olderIDs: state.ids)
            }
            let id = "\(event.project) \(event.id)"
            guard !state.olderIDs.contains(id), state.ids.insert(id).inserted else { return .known }
            let key = Key(project: event.project, fingerprint: event.fingerprint)
            let count = state.kept[key, default: 0]
            guard count < Self.perMinute else { return .count }
            state.kept[key] = count + 1
            return .keep
        }
    }
}
