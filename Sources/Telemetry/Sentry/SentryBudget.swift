import Primitives
import Synchronization

/// How many errors a project may report in a minute; decided before anything is read closer or written.
package final class SentryBudget: Sendable {
    static let window = Duration.seconds(60)

    private struct Window {
        let start: ContinuousClock.Instant
        var spent = 0
    }

    private let windows = Mutex<[ErrorProjectID: Window]>([:])

    package init() {}

    /// Takes one from the budget of the minute that began with the first report; answers how long there is none when it is used up.
    ///
    /// The clock is one that no change of the time of day moves.
    func spend(of project: ErrorProjectID, limit: Int, at now: ContinuousClock.Instant) -> Duration? {
        windows.withLock { windows in
            var window = windows[project] ?? Window(start: now)
            if now - window.start >= Self.window { window = Window(start: now) }
            guard window.spent < limit else { return Self.window - (now - window.start) }
            window.spent += 1
            windows[project] = window
            return nil
        }
    }

    func forget(_ project: ErrorProjectID) {
        windows.withLock { $0[project] = nil }
    }
}
