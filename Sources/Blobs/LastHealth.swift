import Primitives
import Synchronization

/// The last answer of the health check, so that asking often costs nothing.
final class LastHealth: Sendable {
    private struct Answer {
        let health: BlobHealth
        let moment: Timestamp
    }

    private let answer = Mutex<Answer?>(nil)

    /// The answer if it is younger than `age`.
    func recent(at moment: Timestamp, within age: Duration) -> BlobHealth? {
        answer.withLock { answer in
            guard let answer, moment >= answer.moment, moment - answer.moment < age else { return nil }
            return answer.health
        }
    }

    /// Answers the health before this one.
    func replace(_ health: BlobHealth, at moment: Timestamp) -> BlobHealth? {
        answer.withLock { answer in
            let previous = answer?.health
            answer = Answer(health: health, moment: moment)
            return previous
        }
    }
}
