#if canImport(Glibc)
    import Glibc
#endif

/// A moment in UTC with microsecond precision, counted from 1970-01-01T00:00:00Z.
///
/// Stored as a 64-bit integer of microseconds; on the wire an RFC 3339 string with milliseconds and `Z`.
package struct Timestamp: Hashable, Comparable, Sendable {
    package var microseconds: Int64

    package init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    package init(milliseconds: Int64) {
        self.microseconds = milliseconds * 1_000
    }

    package init(seconds: Int64) {
        self.microseconds = seconds * 1_000_000
    }

    package var milliseconds: Int64 { microseconds / 1_000 }
    package var seconds: Int64 { microseconds / 1_000_000 }

    /// The system's real-time clock.
    package static func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }

    package static func + (moment: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(microseconds: moment.microseconds + duration.microseconds)
    }

    package static func - (moment: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(microseconds: moment.microseconds - duration.microseconds)
    }

    package static func - (later: Timestamp, earlier: Timestamp) -> Duration {
        .microseconds(later.microseconds - earlier.microseconds)
    }
}

extension Duration {
    /// Whole microseconds, truncated towards zero.
    package var microseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }

    /// Whole milliseconds, truncated towards zero.
    package var milliseconds: Int64 { microseconds / 1_000 }

    /// Seconds with their fraction.
    package var fractionalSeconds: Double { Double(microseconds) / 1_000_000 }

    package static func minutes(_ count: Int64) -> Duration { .seconds(count * 60) }
    package static func hours(_ count: Int64) -> Duration { .seconds(count * 3_600) }
    package static func days(_ count: Int64) -> Duration { .seconds(count * 86_400) }
}
