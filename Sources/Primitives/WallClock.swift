/// Where the time of day comes from: the system, or a test's hand.
package struct WallClock: Sendable {
    package let now: @Sendable () -> Timestamp

    package init(now: @escaping @Sendable () -> Timestamp) {
        self.now = now
    }

    package static let system = WallClock(now: Timestamp.now)
}
