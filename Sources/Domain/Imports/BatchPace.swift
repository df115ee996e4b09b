/// How many rows the next write takes, so that other writers never wait long for one.
struct BatchPace: Sendable {
    /// A write of this length is no hindrance to somebody who waits for an answer.
    private static let aim = Duration.milliseconds(25)
    private static let sizes = 20...500

    private(set) var size = 100

    mutating func wrote(_ count: Int, in elapsed: Duration) {
        guard count > 0, elapsed > .zero else { return }
        let fitting = Double(count) * (Self.aim / elapsed)
        // No leaps: one slow commit says little.
        size = min(max(Int(fitting), size / 2, Self.sizes.lowerBound), size * 2, Self.sizes.upperBound)
    }
}
