import Synchronization

/// What the hub has counted since its start.
package final class HubFigures: Sendable {
    private let joined = Atomic(0)
    private let refusedJoins = Atomic(0)
    private let subscribed = Atomic(0)
    private let delivered = Atomic(0)

    /// Joins that were let in.
    package var joins: Int { joined.load(ordering: .relaxed) }
    package var refusals: Int { refusedJoins.load(ordering: .relaxed) }
    /// Topics joined at the moment, over all sockets.
    package var subscriptions: Int { subscribed.load(ordering: .relaxed) }
    /// Messages times those who were in their topic.
    package var deliveries: Int { delivered.load(ordering: .relaxed) }

    func decided(isAllowed: Bool) {
        if isAllowed { joined.add(1, ordering: .relaxed) } else { refusedJoins.add(1, ordering: .relaxed) }
    }

    func subscriptionsChanged(by difference: Int) { subscribed.add(difference, ordering: .relaxed) }
    func sent(to count: Int) { delivered.add(count, ordering: .relaxed) }
}
