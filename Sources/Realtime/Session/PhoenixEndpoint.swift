package import DataStore
package import Logging
package import NIOCore
package import Primitives
import Synchronization

/// What the sockets of a node share: the hub, the log, the limits, and the desk at which joins are decided.
package final class PhoenixEndpoint: Sendable {
    let hub: Hub
    package let limits: SessionLimits
    let policy: ChannelPolicy
    let presences: Presences
    let versions = RisingVersion()
    let clock: WallClock
    private let allowances: Allowances
    /// Grows whenever what some membership rests on has changed.
    private let accessGeneration = Atomic<UInt64>(0)
    private let log: EventLog
    private let store: Store
    private let hooks: JoinHooks
    private let logger: Logger
    private let desk = JoinDesk()

    package init(
        hub: Hub, log: EventLog, store: Store, policy: ChannelPolicy, limits: SessionLimits = SessionLimits(),
        hooks: JoinHooks = JoinHooks(), clock: WallClock = .system, logger: Logger
    ) {
        self.hub = hub
        self.log = log
        self.store = store
        self.policy = policy
        self.limits = limits
        self.hooks = hooks
        self.clock = clock
        presences = Presences(hub: hub, clock: clock)
        allowances = Allowances(limits)
        self.logger = logger
    }

    /// Decides joins until cancelled; no join is answered while this does not run. Called once.
    package func run() async {
        await desk.run()
    }

    /// What a bearer may still do, on all sockets and over HTTP together.
    package func allowance(of bearer: Bearer, now: NIODeadline = .now()) -> Allowance {
        allowances.allowance(of: bearer, now: now)
    }

    /// Has every membership decided again that rests on what has just changed: who may no longer hear is out within moments.
    ///
    /// To be called after the commit of the change, from anywhere; does no more than hand over.
    package func accessChanged(where concerns: @escaping @Sendable (Bearer) -> Bool) {
        accessGeneration.add(1, ordering: .sequentiallyConsistent)
        hub.forEachSubscription { subscription in
            if concerns(subscription.bearer) { subscription.recheck() }
        }
    }

    /// A session for a socket that has just been opened. Called on the outlet's event loop.
    ///
    /// - Parameter authorise: decides about this socket's joins; it knows who opened the socket.
    package func open(_ outlet: any Outlet, version: PhoenixVersion, authorise: @escaping Authorise) -> PhoenixSession {
        PhoenixSession(outlet: outlet, version: version, endpoint: self, authorise: authorise)
    }

    /// Whether the join will be decided; not when too many wait.
    func decide(
        _ ticket: PhoenixSessionStateMachine.Ticket, _ request: AdmissionRequest, by authorise: @escaping Authorise,
        for session: NIOLoopBound<PhoenixSession>, on eventLoop: any EventLoop
    ) -> Bool {
        desk.submit {
            do {
                let generation = self.accessGeneration.load(ordering: .sequentiallyConsistent)
                guard let admission = await self.ask(authorise, request) else {
                    return eventLoop.execute { session.value.failed(ticket) }
                }
                let decided = eventLoop.submit {
                    // The change found no subscription to ask again; this one is made by what was so before it.
                    let isStale = self.accessGeneration.load(ordering: .sequentiallyConsistent) != generation
                    return session.value.decided(ticket, admission, isStale: isStale)
                }
                guard let replay = try await decided.get() else { return }
                try await self.recover(ticket, replay, for: session, on: eventLoop)
            } catch {
                self.report(error, "a join was not finished")
                eventLoop.execute { session.value.failed(ticket) }
            }
        }
    }

    func recheck(
        _ ticket: PhoenixSessionStateMachine.Ticket, _ request: AdmissionRequest, by authorise: @escaping Authorise,
        for session: NIOLoopBound<PhoenixSession>, on eventLoop: any EventLoop
    ) -> Bool {
        desk.submit {
            let admission = await self.ask(authorise, request)
            eventLoop.execute { session.value.rechecked(ticket, admission) }
        }
    }

    private func ask(_ authorise: Authorise, _ request: AdmissionRequest) async -> Admission? {
        do {
            let admission = try await authorise(request)
            if case .admitted = admission { hub.figures.decided(isAllowed: true) } else { hub.figures.decided(isAllowed: false) }
            return admission
        } catch {
            report(error, "a join could not be decided")
            return nil
        }
    }

    private func recover(
        _ ticket: PhoenixSessionStateMachine.Ticket, _ request: ReplayRequest, for session: NIOLoopBound<PhoenixSession>,
        on eventLoop: any EventLoop
    ) async throws {
        let (log, limits) = (log, limits)
        try await hooks.beforeReading?()
        let recovery = try await store.read { transaction in
            switch request.wish {
            case .after(let cursor):
                try log.replay(
                    request.room, of: request.workspaceID, after: cursor, limit: limits.replayEvents, byteLimit: limits.replayBytes,
                    in: transaction)
            case .recent(let moment, let limit):
                try log.recent(request.room, of: request.workspaceID, since: moment, limit: limit, in: transaction)
            }
        }
        // Here and not on the event loop: a thousand events take longer to encode than others should wait for.
        switch recovery.outcome {
        case .recovered(let missed), .recent(let missed): missed.encode(for: request, serialize: hub.serialize)
        case .notAsked, .lost: break
        }
        try await hooks.afterReading?()
        eventLoop.execute { session.value.recovered(ticket, recovery) }
    }

    private func report(_ error: any Error, _ message: Logger.Message) {
        if error is CancellationError { return }
        logger.error(message, metadata: ["error": "\(error)"])
    }
}
