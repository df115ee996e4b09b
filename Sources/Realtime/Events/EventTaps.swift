import Synchronization

/// The one tap of a log, which comes after the log is made: what it needs may append events itself.
final class EventTaps: Sendable {
    private let tap = Mutex<(any EventTap)?>(nil)

    var current: (any EventTap)? { tap.withLock { $0 } }

    func set(_ tap: any EventTap) {
        self.tap.withLock { $0 = tap }
    }
}
