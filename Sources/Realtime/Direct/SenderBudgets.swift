package import NIOCore
import Synchronization

/// How much each sender may still send: a bucket each, for a bounded number of senders.
package final class SenderBudgets<Sender: Hashable & Sendable>: Sendable {
    /// Under a megabyte. A sender that was silent for a second has a full bucket and needs no place, so this many send at one time.
    private let senderLimit: Int
    private let perSecond: Int
    private let buckets = Mutex<[Sender: RateLimit]>([:])

    package init(perSecond: Int, senderLimit: Int = 10_000) {
        self.perSecond = perSecond
        self.senderLimit = senderLimit
    }

    /// Takes `count` if there are as many, and none else.
    package func take(_ count: Int, from sender: Sender, now: NIODeadline = .now()) -> Bool {
        buckets.withLock { buckets in
            if buckets.count >= senderLimit, buckets[sender] == nil {
                buckets = buckets.filter { !$0.value.isFull(at: now) }
                guard buckets.count < senderLimit else { return false }
            }
            return buckets[sender, default: RateLimit(perSecond: perSecond, now: now)].take(count, now: now)
        }
    }
}
