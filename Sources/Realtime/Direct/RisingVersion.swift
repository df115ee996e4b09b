import Primitives
import Synchronization

/// Versions for envelopes that have no row to count on: each above the one before, also after a restart.
final class RisingVersion: Sendable {
    private let last = Mutex<Int64>(0)

    /// In microseconds, which stay an exact number in JSON (RFC 8259 §6).
    func next(at now: Timestamp) -> Int64 {
        last.withLock { last in
            last = max(last + 1, now.microseconds)
            return last
        }
    }
}
