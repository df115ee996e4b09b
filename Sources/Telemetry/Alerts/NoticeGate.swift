import Primitives

/// When the next notice may go out: at most one in so many minutes.
enum NoticeGate {
    static func isOpen(_ last: Timestamp?, minutesBetween: Int, at now: Timestamp) -> Bool {
        // A notice of the future was sent before the clock was set back: it holds nothing up.
        guard let last, last <= now else { return true }
        return now - last >= .minutes(Int64(minutesBetween))
    }
}
