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
    private var channels: [JoinedChannel] = []
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
        let ended = channels
        channels = []
        for channel in ended { end(channel) }
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
        var (admission, allowance) = (admission, Allowance?.none)
        if case .admitted(let grant) = admission {
            let now = outlet.eventLoop.now
            allowance = endpoint.allowance(of: grant.bearer, now: now)
            if allowance?.takeJoin(now: now) == false { admission = .refused(.tooManyJoins) }
        }
        perform(machine.decided(ticket, admission, allowance: allowance))
        if isStale { accessChanged(ticket) }
        return machine.replay(for: ticket)
    }

    func recovered(_ ticket: Ticket, _ recovery: Recovery) {
        guard let subscription = find(ticket)?.subscription else { return }
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
        var allowance: Allowance?
        if case .admitted(let grant) = admission { allowance = endpoint.allowance(of: grant.bearer, now: outlet.eventLoop.now) }
        perform(machine.rechecked(ticket, admission, allowance: allowance))
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
            guard let channel = find(ticket) else { return }
            channel.grant = grant
            channel.subscription.bearer = grant.bearer
            scheduleExpiry(of: channel)
        case .watch(let ticket, let watches):
            if let channel = find(ticket) { shard.watch(watches, for: channel.subscription) }
        case .unsubscribe(let ticket):
            guard let index = channels.firstIndex(where: { $0.ticket == ticket }) else { return }
            end(channels.remove(at: index))
        case .replay(let missed, let topic):
            outlet.send(missed.run(topic: topic, version: version, serialize: endpoint.hub.serialize))
        case .relay(let ticket, let content, let includingSender):
            guard let channel = find(ticket) else { return }
            endpoint.hub.relay(content, from: channel.subscription, on: shard, includingSender: includingSender)
        case .announce(let ticket, let type, let payload, let includingSender):
            guard let channel = find(ticket) else { return }
            announce(type, payload, from: channel, includingSender: includingSender)
        case .welcome(let ticket):
            if let channel = find(ticket) { welcome(channel) }
        case .track(let ticket, let tracked, let message):
            guard let channel = find(ticket) else { return }
            let isTracked = track(tracked, channel)
            send(isTracked ? .ok(message) : .error(message, reason: "Presence: too much is tracked in this topic"))
        case .untrack(let ticket):
            if let channel = find(ticket) { untrack(channel) }
        }
    }

    private func subscribe(_ ticket: Ticket, _ key: TopicKey, _ grant: Admission.Grant, isHolding: Bool) {
        let subscription = Subscription(
            key: key, version: version, outlet: outlet, bearer: grant.bearer, isHolding: isHolding,
            recheck: { [weak self] in self?.accessChanged(ticket) })
        let channel = JoinedChannel(ticket: ticket, subscription: subscription, grant: grant, presenceKey: machine.presenceKey(of: ticket))
        channels.append(channel)
        shard.add(subscription)
        scheduleExpiry(of: channel)
    }

    private func end(_ channel: JoinedChannel) {
        channel.expiry?.cancel()
        stopTyping(channel)
        untrack(channel)
        shard.remove(channel.subscription)
    }

    private func scheduleExpiry(of channel: JoinedChannel) {
        channel.expiry?.cancel()
        guard let expiresAt = channel.grant.expiresAt else { return channel.expiry = nil }
        let wait = TimeAmount.microseconds(max(0, expiresAt.microseconds - endpoint.clock.now().microseconds))
        let ticket = channel.ticket
        channel.expiry = outlet.eventLoop.assumeIsolated().scheduleTask(in: wait) { [weak self] in
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

    private func find(_ ticket: Ticket) -> JoinedChannel? {
        channels.first { $0.ticket == ticket }
    }
}
