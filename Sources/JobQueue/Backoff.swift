/// How long to wait before attempt `n + 1`: doubling from one second to ten minutes, with a fifth of jitter so that jobs
/// that failed together do not come back together.
package enum Backoff {
    static let first = Duration.seconds(1)
    static let longest = Duration.seconds(600)

    /// - Parameter jitter: from 0 to 1, where 0.5 leaves the delay as it is.
    package static func delay(afterAttempt attempt: Int, jitter: Double) -> Duration {
        let doubled = first * (1 << min(max(attempt - 1, 0), 16))
        return min(doubled, longest) * (0.9 + 0.2 * min(max(jitter, 0), 1))
    }
}
