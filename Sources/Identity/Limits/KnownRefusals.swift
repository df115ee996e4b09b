import Primitives
import Synchronization

/// Until when which remote is refused: a flood that has emptied its budget costs neither a read nor a write.
final class KnownRefusals: Sendable {
    /// At about 150 bytes each under a megabyte. Past it the newest are not remembered, and cost a read each.
    static let limit = 4_096

    private struct Key: Hashable {
        let act: LimitedAct
        let subject: RemoteSubject
    }

    private let moments = Mutex<[Key: Timestamp]>([:])

    /// How long `subject` is refused still; `nil` when it may try.
    func remaining(_ act: LimitedAct, _ subject: RemoteSubject, at now: Timestamp, atMost longest: Duration) -> Duration? {
        moments.withLock { moments in
            guard let until = moments[Key(act: act, subject: subject)] else { return nil }
            // Also forgets what a clock that was set back would keep for too long.
            guard until > now, until - now <= longest else {
                moments[Key(act: act, subject: subject)] = nil
                return nil
            }
            return until - now
        }
    }

    func remember(_ act: LimitedAct, _ subject: RemoteSubject, until: Timestamp, at now: Timestamp) {
        moments.withLock { moments in
            let key = Key(act: act, subject: subject)
            if moments.count >= Self.limit, moments[key] == nil {
                moments = moments.filter { $0.value > now }
                guard moments.count < Self.limit else { return }
            }
            moments[key] = until
        }
    }
}
