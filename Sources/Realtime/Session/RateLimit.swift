import NIOCore

/// A bucket that fills at a rate and holds one second's worth.
struct RateLimit {
    private let perSecond: Int64
    private var available: Int64
    private var updatedAt: NIODeadline

    init(perSecond: Int, now: NIODeadline) {
        self.perSecond = Int64(perSecond)
        available = Int64(perSecond) * 1_000_000_000
        updatedAt = now
    }

    /// Takes `count`, if there are as many.
    mutating func take(_ count: Int = 1, now: NIODeadline) -> Bool {
        let full = perSecond * 1_000_000_000
        // More than a second fills the bucket whatever the rate, and would overflow the product.
        let elapsed = min((now - updatedAt).nanoseconds, 1_000_000_000)
        if elapsed > 0 {
            available = min(full, available + elapsed * perSecond)
            updatedAt = now
        }
        let wanted = Int64(count) * 1_000_000_000
        guard available >= wanted else { return false }
        available -= wanted
        return true
    }

    /// Whether so much time has passed that nothing is left of what was taken.
    func isFull(at now: NIODeadline) -> Bool { (now - updatedAt).nanoseconds >= 1_000_000_000 }
}
