import Primitives

/// How long and how many events the log keeps; whichever is reached first prunes.
package struct EventRetention: Sendable {
    package let age: Duration
    package let count: Int64

    /// Three days, as the hosted original keeps them: longer than a weekend away from the desk. A million rows of about 1 KB are 1 GB.
    package static let standard = EventRetention(age: .hours(72), count: 1_000_000)

    package init(age: Duration, count: Int64) {
        self.age = age
        self.count = count
    }
}
