package import NIOCore
import Synchronization

/// What one bearer may still do, on all of its sockets and over HTTP together.
package final class Allowance: Sendable {
    private struct Buckets {
        var messages: RateLimit
        var joins: RateLimit
        var sockets: RateLimit
    }

    private let buckets: Mutex<Buckets>

    init(_ limits: SessionLimits, now: NIODeadline) {
        buckets = Mutex(
            Buckets(
                messages: RateLimit(perSecond: limits.messagesPerSecond * SessionLimits.socketsOfOneBearer, now: now),
                joins: RateLimit(
                    perSecond: limits.joinsPerSecond * SessionLimits.socketsOfOneBearer,
                    burst: limits.socketBurst * SessionLimits.roomsOfOneSocket,
                    now: now),
                sockets: RateLimit(perSecond: limits.socketsPerSecond, burst: limits.socketBurst, now: now)))
    }

    /// Takes so many broadcasts or presence calls, if there are as many.
    package func takeMessages(_ count: Int = 1, now: NIODeadline = .now()) -> Bool {
        buckets.withLock { $0.messages.take(count, now: now) }
    }

    /// Takes one join, if there is one.
    func takeJoin(now: NIODeadline) -> Bool { buckets.withLock { $0.joins.take(now: now) } }

    /// Takes one new socket, if there is one.
    package func takeSocket(now: NIODeadline = .now()) -> Bool { buckets.withLock { $0.sockets.take(now: now) } }
}
