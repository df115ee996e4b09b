package import Primitives

/// A budget that refills evenly: so many at once, then one each interval. A pure rule; its whole state is one moment.
///
/// The state is when the bucket will be full again (the generic cell rate algorithm, ITU-T I.371 §A), so a bucket that is full
/// needs no row.
package struct TokenBucket: Sendable {
    package let capacity: Int
    /// How long one token takes to come back.
    package let interval: Duration

    /// What taking one token comes to.
    package enum Outcome: Equatable {
        case taken(fullAt: Timestamp)
        case empty(retryAfter: Duration)
    }

    package init(capacity: Int, interval: Duration) {
        self.capacity = capacity
        self.interval = interval
    }

    package func taking(fullAt: Timestamp?, at now: Timestamp) -> Outcome {
        let whole = interval * capacity
        // A clock that was set back must not shut the door for longer than a whole refill: what lies further ahead than any clock that is
        // right could have put it counts for nothing.
        let known = fullAt.flatMap { $0 > now + whole + whole ? nil : $0 } ?? now
        let start = min(max(known, now), now + whole)
        let next = start + interval
        let excess = (next - now) - whole
        return excess > .zero ? .empty(retryAfter: excess) : .taken(fullAt: next)
    }
}
