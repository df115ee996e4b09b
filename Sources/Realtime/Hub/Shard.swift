import NIOCore
import Synchronization

/// The part of the hub that lives on one event loop: its subscribers, and the messages on their way to them.
final class Shard: Sendable {
    /// How many messages may wait for the loop. A loop that is this far behind serves nobody; its subscribers resume from their cursors.
    static let inboxLimit = 65_536
    /// "Service restart" (RFC 6455 registry): clients of every library reconnect after it, with their cursor.
    static let resumeCode: UInt16 = 1012

    /// A delivery to as many subscribers here is a millisecond of this loop, nearly all of it in the kernel, which takes one frame or five by
    /// the same call. So the next events wait until ``calm`` after it, and go in one write to each.
    static let wideDelivery = 128
    /// Less than a picture of a screen lasts.
    static let calm = TimeAmount.milliseconds(10)

    private struct Inbox {
        var deliveries: [Delivery] = []
        var isScheduled = false
        var isOverflown = false
        /// Until when events are gathered.
        var calmUntil = NIODeadline.uptimeNanoseconds(0)
    }

    private enum Hop {
        case none, now
        case at(NIODeadline)
    }

    private enum Delivery {
        case broadcast(Broadcast, TopicKey)
        case change(RowChange)
    }

    /// The subscribers of one topic, in no order.
    private final class Members {
        var list: [Subscription] = []
    }

    let eventLoop: any EventLoop
    let index: Int
    private let interest: Interest<TopicKey>
    private let figures: HubFigures
    private let inbox = Mutex(Inbox())
    private let topics: NIOLoopBoundBox<[TopicKey: Members]>
    private let audience: NIOLoopBoundBox<ChangeAudience>

    init(index: Int, eventLoop: any EventLoop, interest: Interest<TopicKey>, audience: sending ChangeAudience, figures: HubFigures) {
        self.index = index
        self.eventLoop = eventLoop
        self.interest = interest
        self.figures = figures
        topics = NIOLoopBoundBox.makeBoxSendingValue([:], eventLoop: eventLoop)
        self.audience = NIOLoopBoundBox.makeBoxSendingValue(audience, eventLoop: eventLoop)
    }

    // MARK: On the loop

    func add(_ subscription: Subscription) {
        figures.subscriptionsChanged(by: 1)
        if let members = topics.value[subscription.key] {
            subscription.position = members.list.count
            members.list.append(subscription)
        } else {
            let members = Members()
            members.list.append(subscription)
            topics.value[subscription.key] = members
            interest.add(index, to: subscription.key)
        }
    }

    /// Takes a subscription out; it gets nothing more, not even of a delivery that is under way.
    func remove(_ subscription: Subscription) {
        subscription.end()
        audience.value.remove(subscription)
        let position = subscription.position
        guard let members = topics.value[subscription.key], position < members.list.count, members.list[position] === subscription else {
            return
        }
        members.list.swapAt(position, members.list.count - 1)
        members.list.removeLast()
        figures.subscriptionsChanged(by: -1)
        if position < members.list.count { members.list[position].position = position }
        if members.list.isEmpty {
            topics.value[subscription.key] = nil
            interest.remove(index, from: subscription.key)
        }
    }

    /// From now on the subscription hears these row changes too, and no others.
    func watch(_ watches: [ChangeWatch], for subscription: Subscription) {
        audience.value.set(watches, for: subscription)
    }

    /// Writes `broadcast` to every subscriber of `key` on this loop but one.
    ///
    /// - Returns: how many subscribers there are.
    @discardableResult
    func deliver(_ broadcast: Broadcast, to key: TopicKey, except sender: Subscription? = nil) -> Int {
        // A subscriber may leave while we go through the list; what we hold is the list as it was, and who left is no longer live.
        guard let list = topics.value[key]?.list else {
            broadcast.fanOut?.delivered(to: 0)
            return 0
        }
        figures.sent(to: list.count)
        let seq = broadcast.seq ?? .max
        let presenceVersion = broadcast.presenceVersion
        var frames = LoopFrames(broadcast)
        for subscription in list where subscription !== sender {
            if let presenceVersion, presenceVersion <= subscription.presenceThrough { continue }
            if subscription.isLive {
                guard seq > subscription.replayedThrough, let frame = frames.frame(for: subscription.version) else { continue }
                subscription.outlet.send(frame)
            } else {
                subscription.hold(broadcast)
            }
        }
        broadcast.fanOut?.delivered(to: list.count)
        return list.count
    }

    /// All that live on this loop, in no order.
    var subscriptions: [Subscription] { topics.value.values.flatMap(\.list) }

    /// How many subscribers of `key` live on this loop.
    func count(of key: TopicKey) -> Int { topics.value[key]?.list.count ?? 0 }

    // MARK: From anywhere

    /// How many messages wait for the loop.
    var waiting: Int { inbox.withLock { $0.deliveries.count } }

    /// Hands `broadcast` to the loop. Messages that come before the loop gets to them share one hop, and keep their order.
    func post(_ broadcast: Broadcast, to key: TopicKey) {
        // What is never stored follows a hand on its way: a cursor, a typed word.
        post(.broadcast(broadcast, key), canWait: broadcast.seq != nil)
    }

    /// Hands `change` to the loop, in one order with the messages.
    func post(_ change: RowChange) {
        post(.change(change), canWait: true)
    }

    private func post(_ delivery: Delivery, canWait: Bool) {
        let now = NIODeadline.now()
        let hop: Hop = inbox.withLock { inbox in
            let isFirst = inbox.deliveries.isEmpty && !inbox.isOverflown
            if inbox.deliveries.count < Self.inboxLimit, !inbox.isOverflown {
                inbox.deliveries.append(delivery)
            } else {
                inbox.isOverflown = true
                inbox.deliveries = []
            }
            if canWait, inbox.calmUntil > now { return isFirst ? .at(inbox.calmUntil) : .none }
            defer { inbox.isScheduled = true }
            return inbox.isScheduled ? .none : .now
        }
        switch hop {
        case .none: break
        case .now: eventLoop.execute { self.drain() }
        case .at(let moment): eventLoop.scheduleTask(deadline: moment) { self.drain() }
        }
    }

    private func drain() {
        let (deliveries, isOverflown) = inbox.withLock { inbox in
            defer { (inbox.deliveries, inbox.isScheduled, inbox.isOverflown) = ([], false, false) }
            return (inbox.deliveries, inbox.isOverflown)
        }
        if isOverflown { return sendAwayEveryone() }
        var widest = 0
        for delivery in deliveries {
            switch delivery {
            case .broadcast(let broadcast, let key): widest = max(widest, deliver(broadcast, to: key))
            case .change(let change): audience.value.deliver(change)
            }
        }
        guard widest >= Self.wideDelivery else { return }
        inbox.withLock { $0.calmUntil = .now() + Self.calm }
    }

    private func sendAwayEveryone() {
        for subscription in subscriptions {
            subscription.outlet.close(code: Self.resumeCode, reason: "the node fell behind; resume from your cursor")
        }
    }
}
