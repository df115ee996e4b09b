import Glibc

/// Nanoseconds on a clock that nobody sets: what lasts is measured with it, whatever happens to the time of day.
struct MonotonicTime: Hashable, Comparable, Sendable {
    let nanoseconds: UInt64

    static func now() -> Self {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Self(nanoseconds: UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec))
    }

    static func < (left: Self, right: Self) -> Bool { left.nanoseconds < right.nanoseconds }

    /// Microseconds from `earlier` to `later`; 0 when they are the other way about.
    static func - (later: Self, earlier: Self) -> Int64 {
        later > earlier ? Int64((later.nanoseconds - earlier.nanoseconds) / 1_000) : 0
    }

    static func + (moment: Self, duration: Duration) -> Self {
        let (seconds, attoseconds) = duration.components
        return Self(nanoseconds: moment.nanoseconds &+ UInt64(max(0, seconds * 1_000_000_000 + attoseconds / 1_000_000_000)))
    }
}
