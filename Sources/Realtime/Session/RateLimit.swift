import NIOCore

/// A bucket that fills at a rate and holds a burst: one second's worth, if nothing else is said.
struct RateLimit {
    private static let one: Int64 = 1_000_000_000

    private let perSecond: Int64
    /// In billionths of a taking.
    private let full: Int64
    private var available: Int64
    private var updatedAt: NIODeadline

    init(perSecond: Int, burst: Int? = nil, now: NIODeadline) {
        self.perSecond = Int64(perSecond)
        full = Int64(burst ?? perSecond) * Self.one
        available = full
        updatedAt = now
    }

    /// Takes `count`, if there are as many.
    mutating func take(_ count: Int = 1, now: NIODeadline) -> Bool {
        // What fills the bucket whatever has passed, so that the product can't overflow.
        let elapsed = min((now - updatedAt).nanoseconds, full / max(perSecond, 1) + 1)
        if elapsed > 0 {
            available = min(full, available + elapsed * perSecond)
            updatedAt = now
        }
        let wanted = Int64(count) * Self.one
        guard available >= wanted else { return false }
        available -= wanted
        return true
    }
}
