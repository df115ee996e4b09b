package import DataStore
import Primitives

/// How long to wait after a failed attempt.
package enum Backoff: Hashable, Sendable {
    /// Doubling from `first` to `longest`.
    case exponential(first: Duration, longest: Duration)
    case fixed(Duration)
    /// One delay for each failed attempt; the last is repeated. Never empty.
    case steps([Duration])

    /// From one second to ten minutes.
    package static let standard = Backoff.exponential(first: .seconds(1), longest: .seconds(600))
    package static let stepLimit = 32

    /// The delay before attempt `attempt + 1`, moved by up to a tenth either way so that jobs that failed together do not come back together.
    ///
    /// - Parameter jitter: from 0 to 1, where 0.5 leaves the delay as it is.
    package func delay(afterAttempt attempt: Int, jitter: Double) -> Duration {
        exactDelay(afterAttempt: max(attempt, 1)) * (0.9 + 0.2 * min(max(jitter, 0), 1))
    }

    private func exactDelay(afterAttempt attempt: Int) -> Duration {
        switch self {
        case .exponential(let first, let longest): min(first * (1 << min(attempt - 1, 30)), longest)
        case .fixed(let delay): delay
        case .steps(let delays): delays[min(attempt, delays.count) - 1]
        }
    }
}

/// Kept as a word and its delays in milliseconds: `exponential 1000 600000`.
extension Backoff: SQLConvertible {
    package var sqlValue: SQLValue {
        let (word, delays) =
            switch self {
            case .exponential(let first, let longest): ("exponential", [first, longest])
            case .fixed(let delay): ("fixed", [delay])
            case .steps(let delays): ("steps", delays)
            }
        return .text(([word] + delays.map { "\($0.milliseconds)" }).joined(separator: " "))
    }

    package init?(sqlValue: SQLValue) {
        guard let text = sqlValue.text else { return nil }
        let words = text.split(separator: " ")
        let delays = words.dropFirst().compactMap { Int64($0).map { Duration.milliseconds($0) } }
        switch (words.first, delays.count) {
        case ("exponential", 2): self = .exponential(first: delays[0], longest: delays[1])
        case ("fixed", 1): self = .fixed(delays[0])
        case ("steps", 1...): self = .steps(delays)
        default: return nil
        }
    }
}
