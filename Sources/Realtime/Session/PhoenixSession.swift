package import NIOCore

/// One socket that speaks the protocol. Belongs to the outlet's event loop: every call comes from there.
package final class PhoenixSession {
    private typealias Ticket = PhoenixSessionStateMachine.Ticket

    private let outlet: any Outlet
    private let version: PhoenixVersion
    private let endpoint: PhoenixEndpoint
    private let shard: Shard
    private let authorise: Authorise
    private var machine: PhoenixSessionStateMachine
    private var subscriptions: [(ticket: Ticket, subscription: Subscription)] = []
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
        for (_, subscription) in subscriptions { shard.remove(subscription) }
        subscriptions = []
    }

    private func receive(_ message: IncomingMessage) {
        if isClosed { return }
        perform(machine.receive(message, now: outlet.eventLoop.now))
    }

    // MARK: Answers to questions

    /// Takes the decision about a join; answers what to read from the log, if that is next.
    func decided(_ ticket: PhoenixSessionStateMachine.Ticket, _ admission: Admission) -> ReplayRequest? {
        perform(machine.decided(ticket, admission))
        return machine.replay(for: ticket)
    }

    func recovered(_ ticket: PhoenixSessionStateMachine.Ticket, _ recovery: Recovery) {
        guard let subscription = subscription(ticket) else { return }
        let (recovery, remainder) = subscription.release(recovery)
        perform(machine.recovered(ticket, recovery))
        for broadcast in remainder {
            if isClosed { return }
            if let frame = broadcast.frame(for: version) { outlet.send(frame) }
        }
    }

    func failed(_ ticket: PhoenixSessionStateMachine.Ticket) {
        perform(machine.failed(ticket))
    }

    func rechecked(_ ticket: PhoenixSessionStateMachine.Ticket, _ admission: Admission?) {
        perform(machine.rechecked(ticket, admission))
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
        case .send(let message):
            outlet.send(endpoint.hub.serialize(PhoenixCodec.encode(message, version: version), .text))
        case .decide(let ticket, let request):
            let isTaken = endpoint.decide(ticket, request, by: authorise, for: bound, on: outlet.eventLoop)
            if !isTaken { perform(machine.decided(ticket, .refused(.tooManyJoins))) }
        case .recheck(let ticket, let request):
            let isTaken = endpoint.recheck(ticket, request, by: authorise, for: bound, on: outlet.eventLoop)
            if !isTaken { perform(machine.rechecked(ticket, nil)) }
        case .subscribe(let ticket, let key, let isHolding):
            let subscription = Subscription(key: key, version: version, outlet: outlet, isHolding: isHolding)
            subscriptions.append((ticket, subscription))
            shard.add(subscription)
        case .unsubscribe(let ticket):
            guard let index = subscriptions.firstIndex(where: { $0.ticket == ticket }) else { return }
            shard.remove(subscriptions.remove(at: index).subscription)
        case .replay(let missed, let topic):
            outlet.send(missed.run(topic: topic, version: version, serialize: endpoint.hub.serialize))
        case .relay(let ticket, let content, let includingSender):
            guard let subscription = subscription(ticket) else { return }
            endpoint.hub.relay(content, from: subscription, on: shard, includingSender: includingSender)
        }
    }

    private var bound: NIOLoopBound<PhoenixSession> { NIOLoopBound(self, eventLoop: outlet.eventLoop) }

    private func subscription(_ ticket: Ticket) -> Subscription? {
        subscriptions.first { $0.ticket == ticket }?.subscription
    }
}
