package import Primitives

/// What was set for a queue, of a workspace or of the whole node.
package struct QueueSettings: Hashable, Sendable {
    package static let concurrencies = 1...1_000
    package static let ratePeriods = Duration.seconds(1)...Duration.days(1)
    package static let rateCounts = 1...1_000_000

    package var isPaused = false
    /// When the pause ends by itself; `nil` while someone must end it.
    package var pausedUntil: Timestamp?
    /// How many jobs run at once; no limit when absent.
    package var concurrency: Int?
    package var rate: StartRate?

    package init() {}

    func isPaused(at now: Timestamp) -> Bool { isPaused && (pausedUntil.map { now < $0 } ?? true) }
}

/// How many jobs may start in a period.
package struct StartRate: Hashable, Sendable {
    package let count: Int
    package let period: Duration

    package init(count: Int, per period: Duration) {
        self.count = count
        self.period = period
    }

    var interval: Duration { period / count }
}
