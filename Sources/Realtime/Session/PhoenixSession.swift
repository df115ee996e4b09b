package import NIOCore
import Primitives

/// One socket that speaks the protocol. Belongs to the outlet's event loop: every call comes from there.
package final class PhoenixSession {
    typealias Ticket = PhoenixSessionStateMachine.Ticket

    /// How long someone types after the last `typing.start`; clients repeat it every few seconds.
    static let typingDuration: TimeAmount = .seconds(6)

    let outlet: any Outlet
    let version: PhoenixVersion
    let endpoint: PhoenixEndpoint
    let shard: Shard
    private let authorise: Authorise
    private var machine: PhoenixSessionStateMachine
    private var memberships: [Membership] = []
    private var isClosed = false

    init(outlet: any Outlet, version: PhoenixVersion, endpoint: PhoenixEndpoint, authorise: @escaping Authorise) {
        self.outlet = outlet
        self.version = version
        self.endpoint = endpoint
        self.authorise = authorise
        shard = endpoint.hub.shard(on: outlet.eventLoop)
        machine = PhoenixSessionStateMachine(version: version, limits: endpoint.limits, policy: endpoint.policy, now: outlet.eventLoop.now)
    }

    /// Takes a whole text message; what does not parse is ignored.
    package func receive(text: ByteBuffer) {
        if let message = PhoenixCodec.decode(text: text, version: version) { receive(message) }
    }

    /// Takes a whole binary message; what does not parse is ignored.
    package func receive(binary: ByteBuffer) {
        if let message = PhoenixCodec.decode(binary: binary) { receive(message) }
    }

    /// The socket is gone: ends all that it joined. May come at any point, also from within the outlet's calls, and more than once.
    package func closed() {
        isClosed = true
        machine.close()
        let ended = memberships
        memberships = []
        for membership in ended { end(membership) }
    }

    private func receive(_ message: IncomingMessage) {
        if isClosed { return }
        perform(machine.receive(message, now: outlet.eventLoop.now))
    }

    // MARK: Answers to questions

    /// Takes the decision about a join; answers what to read from the log, if that is next.
    ///
    /// - Parameter isStale: what the decision rests on may have changed since it was made.
    func decided(_ ticket: Ticket, _ admission: Admission, isStale: Bool) -> ReplayRequest? {
        var allowance: Allowance?
        if case .admitted(let grant) = admission { allowance = endpoint.allowance(of: grant.bearer, now: outlet.eventLoop.now) }
        perform(machine.decided(ticket, admission, allowance: allowance))
        if isStale { accessChanged(ticket) }
        return machine.replay(for: ticket)
    }

    func recovered(_ ticket: Ticket, _ recovery: Recovery) {
        guard let subscription = membership(ticket)?.subscription else { return }
        let (recovery, remainder) = subscription.release(recovery)
        perform(machine.recovered(ticket, recovery))
        for broadcast in remainder {
            if isClosed { return }
            if let frame = broadcast.frame(for: version) { outlet.send(frame) }
        }
    }

    func failed(_ ticket: Ticket) {
        perform(machine.failed(ticket))
    }

    func rechecked(_ ticket: Ticket, _ admission: Admission?) {
        perform(machine.rechecked(ticket, admission))
    }

    private func accessChanged(_ ticket: Ticket) {
        if !isClosed { perform(machine.accessChanged(ticket)) }
    }

    // MARK: Actions

    private func perform(_ actions: [PhoenixSessionStateMachine.Action]) {
        for action in actions {
            // An outlet may close, and tell us so, while we write to it.
            if isClosed { return }
            perform(action)
        }
    }

    private func perform(_ action: PhoenixSessionStateMachine.Action) {
        switch action {
        case .send(let message): send(message)
        case .decide(let ticket, let request):
            let isTaken = endpoint.decide(ticket, request, by: authorise, for: bound, on: outlet.eventLoop)
            if !isTaken { perform(machine.decided(ticket, .refused(.tooManyJoins))) }
        case .recheck(let ticket, let request):
            let isTaken = endpoint.recheck(ticket, request, by: authorise, for: bound, on: outlet.eventLoop)
            if !isTaken { perform(machine.rechecked(ticket, nil)) }
        case .subscribe(let ticket, let key, let grant, let isHolding): subscribe(ticket, key, grant, isHolding: isHolding)
        case .regrant(let ticket, let grant):
            guard let membership = membership(ticket) else { return }
            membership.grant = grant
            scheduleExpiry(of: membership)
        case .watch(let ticket, let watches):
            if let membership = membership(ticket) { shard.watch(watches, for: membership.subscription) }
        case .unsubscribe(let ticket):
            guard let index = memberships.firstIndex(where: { $0.ticket == ticket }) else { return }
            end(memberships.remove(at: index))
        case .replay(let event, let topic):
            var body = ByteBuffer()
            body.reserveCapacity(event.broadcastCapacity)
            event.writeBroadcast(to: &body, replayed: true)
            push("broadcast", body, topic: topic)
        case .relay(let ticket, let content, let includingSender):
            guard let membership = membership(ticket) else { return }
            endpoint.hub.relay(content, from: membership.subscription, on: shard, includingSender: includingSender)
        case .announce(let ticket, let type, let payload, let includingSender):
            guard let membership = membership(ticket) else { return }
            announce(type, payload, from: membership, includingSender: includingSender)
        case .welcome(let ticket):
            if let membership = membership(ticket) { welcome(membership) }
        case .track(let ticket, let tracked, let message):
            guard let membership = membership(ticket) else { return }
            let isTracked = track(tracked, membership)
            send(isTracked ? .ok(message) : .error(message, reason: "Presence: too much is tracked in this topic"))
        case .untrack(let ticket):
            if let membership = membership(ticket) { untrack(membership) }
        }
    }

    private func subscribe(_ ticket: Ticket, _ key: TopicKey, _ grant: Admission.Grant, isHolding: Bool) {
        let subscription = Subscription(
            key: key, version: version, outlet: outlet, bearer: grant.bearer, isHolding: isHolding,
            recheck: { [weak self] in self?.accessChanged(ticket) })
        let membership = Membership(ticket: ticket, subscription: subscription, grant: grant, presenceKey: machine.presenceKey(of: ticket))
        memberships.append(membership)
        shard.add(subscription)
        scheduleExpiry(of: membership)
    }

    private func end(_ membership: Membership) {
        membership.expiry?.cancel()
        stopTyping(membership)
        untrack(membership)
        shard.remove(membership.subscription)
    }

    private func scheduleExpiry(of membership: Membership) {
        membership.expiry?.cancel()
        guard let expiresAt = membership.grant.expiresAt else { return membership.expiry = nil }
        let wait = TimeAmount.microseconds(max(0, expiresAt.microseconds - endpoint.clock.now().microseconds))
        let ticket = membership.ticket
        membership.expiry = outlet.eventLoop.assumeIsolated().scheduleTask(in: wait) { [weak self] in
            guard let self, !isClosed else { return }
            perform(machine.expired(ticket))
        }
    }

    func send(_ message: OutgoingMessage) {
        outlet.send(endpoint.hub.serialize(PhoenixCodec.encode(message, version: version), .text))
    }

    func push(_ event: String, _ payload: ByteBuffer, topic: String) {
        outlet.send(endpoint.hub.serialize(PhoenixCodec.encode(event, payload, topic: topic, version: version), .text))
    }

    private var bound: NIOLoopBound<PhoenixSession> { NIOLoopBound(self, eventLoop: outlet.eventLoop) }

    private func membership(_ ticket: Ticket) -> Membership? {
        memberships.first { $0.ticket == ticket }
    }
}
