package import DataStore
package import Logging
import NIOCore

/// What the sockets of a node share: the hub, the log, the limits, and the desk at which joins are decided.
package final class PhoenixEndpoint: Sendable {
    let hub: Hub
    let limits: SessionLimits
    let policy: ChannelPolicy
    private let log: EventLog
    private let store: Store
    private let hooks: JoinHooks
    private let logger: Logger
    private let desk = JoinDesk()

    package init(
        hub: Hub, log: EventLog, store: Store, policy: ChannelPolicy, limits: SessionLimits = SessionLimits(),
        hooks: JoinHooks = JoinHooks(),
        logger: Logger
    ) {
        self.hub = hub
        self.log = log
        self.store = store
        self.policy = policy
        self.limits = limits
        self.hooks = hooks
        self.logger = logger
    }

    /// Decides joins until cancelled; no join is answered while this does not run. Called once.
    package func run() async {
        await desk.run()
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
                guard let admission = await self.ask(authorise, request) else {
                    return eventLoop.execute { session.value.failed(ticket) }
                }
                guard let replay = try await eventLoop.submit({ session.value.decided(ticket, admission) }).get() else { return }
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
            return try await authorise(request)
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
            try log.replay(
                request.room, of: request.workspaceID, after: request.cursor, limit: limits.replayEvents, byteLimit: limits.replayBytes,
                in: transaction)
        }
        // Here and not on the event loop: a thousand events take longer to encode than others should wait for.
        if case .recovered(let missed) = recovery.outcome { missed.encode(for: request, serialize: hub.serialize) }
        try await hooks.afterReading?()
        eventLoop.execute { session.value.recovered(ticket, recovery) }
    }

    private func report(_ error: any Error, _ message: Logger.Message) {
        if error is CancellationError { return }
        logger.error(message, metadata: ["error": "\(error)"])
    }
}
