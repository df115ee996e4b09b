/// How far the writes of late exceed what presses on nobody: a bucket that each write fills and time empties.
///
/// A look at what waits would tell little: a busy writer takes all of it every few milliseconds, and has nothing between two commits.
struct WriteRate {
    /// What a write puts in, and time takes out: a thousand writes a second hinder nobody, and jobs alone never make as many.
    private static let share = Duration.milliseconds(1)
    /// What the bucket holds, and so how long a burst is remembered.
    private static let capacity = Duration.milliseconds(64)

    private var level = Duration.zero
    private var measuredAt: ContinuousClock.Instant?

    mutating func add(_ count: Int, at now: ContinuousClock.Instant) {
        level = min(Self.capacity, level(at: now) + Self.share * count)
        measuredAt = now
    }

    /// In writes.
    func excess(at now: ContinuousClock.Instant) -> Int { Int(level(at: now) / Self.share) }

    private func level(at now: ContinuousClock.Instant) -> Duration {
        guard let measuredAt else { return .zero }
        return max(.zero, level - (now - measuredAt))
    }
}
