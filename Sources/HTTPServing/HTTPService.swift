package import Hummingbird
import HummingbirdCore
package import Logging
package import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOPosix
import Primitives
import ServiceLifecycle

/// Listens on one address and serves it until shutdown: requests by a Hummingbird responder, WebSockets by their routes, the page by its assets.
/// With a certificate it speaks TLS, and nothing else.
///
/// At shutdown it stops accepting, lets requests finish and asks sockets to come back (close code 1012) within the grace period, and
/// then cuts what is left.
package struct HTTPService<Responder: HTTPResponder>: Service where Responder.Context: ServingContext {
    package let counters: ServingCounters
    private let address: ListenAddress
    private let certificate: ServingCertificate?
    private let door: FrontDoor<Responder>
    private let webSockets: [WebSocketRoute]
    private let security: SecurityHeaders
    private let limits: ServingLimits
    private let group: any EventLoopGroup
    private let logger: Logger
    private let onRunning: @Sendable (SocketAddress) async -> Void

    /// - Parameters:
    ///   - routes: what `responder` serves, so that a wrong method is told from a wrong path.
    ///   - observer: told of every request that was answered.
    ///   - eventLoopGroup: as many loops as the service may use cores.
    ///   - onRunning: told the address that is really bound, once connections are accepted.
    package init(
        address: ListenAddress, certificate: ServingCertificate? = nil, responder: Responder, routes: RouteTable = RouteTable(),
        webSockets: [WebSocketRoute] = [],
        assets: StaticAssets? = nil, security: SecurityHeaders = SecurityHeaders(), limits: ServingLimits = ServingLimits(),
        observer: (any RequestObserver)? = nil, counters: ServingCounters = ServingCounters(),
        eventLoopGroup: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        logger: Logger, onRunning: @escaping @Sendable (SocketAddress) async -> Void = { _ in }
    ) {
        self.address = address
        self.certificate = certificate
        self.counters = counters
        door = FrontDoor(
            responder: responder, routes: routes, assets: assets, isSecure: certificate != nil, observer: observer, logger: logger)
        self.webSockets = webSockets
        self.security = security
        self.limits = limits
        group = eventLoopGroup
        self.logger = logger
        self.onRunning = onRunning
    }

    /// Serves a router made by `Router.serving()`.
    package init<Context: ServingContext>(
        address: ListenAddress, certificate: ServingCertificate? = nil, router: Router<Context>, webSockets: [WebSocketRoute] = [],
        assets: StaticAssets? = nil,
        security: SecurityHeaders = SecurityHeaders(), limits: ServingLimits = ServingLimits(),
        observer: (any RequestObserver)? = nil,
        counters: ServingCounters = ServingCounters(), eventLoopGroup: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        logger: Logger, onRunning: @escaping @Sendable (SocketAddress) async -> Void = { _ in }
    ) where Responder == RouterResponder<Context> {
        self.init(
            address: address, certificate: certificate, responder: router.buildResponder(), routes: RouteTable(router),
            webSockets: webSockets,
            assets: assets, security: security, limits: limits, observer: observer, counters: counters, eventLoopGroup: eventLoopGroup,
            logger: logger,
            onRunning: onRunning)
    }

    package func run() async throws {
        let (starts, continuation) = AsyncStream.makeStream(of: ConnectionStart.self)
        let core = ServingCore(
            limits: limits, isSecure: certificate != nil, counters: counters, security: security, webSockets: webSockets, logger: logger,
            starts: continuation)
        let rosters = try await makeRosters()
        let listener = try await listen(core: core, rosters: rosters)
        guard let bound = listener.localAddress else { throw SocketFault("\(address): bound to no address") }
        logger.info("Listening", metadata: ["address": "\(boundDescription(bound))"])
        await onRunning(bound)
        let door = ConnectionDoor(front: door, core: core)
        let executors = Dictionary(uniqueKeysWithValues: group.makeIterator().map { (ObjectIdentifier($0), LoopExecutor($0)) })
        await withDiscardingTaskGroup { group in
            group.addTask {
                await endWhenAsked(listener: listener, rosters: rosters)
                continuation.finish()
            }
            for await start in starts {
                group.addTask(executorPreference: executors[ObjectIdentifier(start.eventLoop)]) { await door.serve(start) }
            }
            group.cancelAll()
        }
        logger.info("Stopped listening", metadata: ["address": "\(boundDescription(bound))"])
    }

    private func boundDescription(_ bound: SocketAddress) -> ListenAddress {
        if case .tcp(let host, _) = address { .tcp(host: host, port: bound.port ?? 0) } else { address }
    }

    private func makeRosters() async throws -> [ObjectIdentifier: NIOLoopBound<ConnectionRoster>] {
        var rosters: [ObjectIdentifier: NIOLoopBound<ConnectionRoster>] = [:]
        for loop in group.makeIterator() {
            let tick = limits.tick
            rosters[ObjectIdentifier(loop)] = try await loop.submit {
                NIOLoopBound(ConnectionRoster(eventLoop: loop, tick: tick), eventLoop: loop)
            }.get()
        }
        return rosters
    }

    private func listen(core: ServingCore, rosters: [ObjectIdentifier: NIOLoopBound<ConnectionRoster>]) async throws -> any Channel {
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: limits.backlog)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            // A restart's herd is taken in at this many a turn.
            .serverChannelOption(.maxMessagesPerRead, value: 64)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            // Between two pieces of a large body others have their turn, its own request's handling first.
            .childChannelOption(.maxMessagesPerRead, value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let roster = rosters[ObjectIdentifier(channel.eventLoop)]?.value else { throw ChannelError.ioOnClosedChannel }
                    if let certificate { try TLSDoor.install(on: channel, certificate: certificate) }
                    try HTTPConnection.install(on: channel, roster: roster, core: core)
                }
            }
        do {
            return try await ListeningSocket.bind(bootstrap, to: address, backlog: limits.backlog)
        } catch let error as IOError where ListeningRefused.reasons.contains(error.errnoCode) {
            throw ListeningRefused(address: address, reason: error.errnoCode)
        }
    }

    /// Waits for shutdown or cancellation, then ends all connections; returns when the last one is gone.
    private func endWhenAsked(listener: any Channel, rosters: [ObjectIdentifier: NIOLoopBound<ConnectionRoster>]) async {
        var grace = limits.shutdownGrace
        do { try await gracefulShutdown() } catch { grace = .zero }
        do { try await listener.close() } catch { logger.debug("Listener was closed already", metadata: ["error": "\(error)"]) }
        if case .unix(let path) = address { ListeningSocket.remove(path) }
        let ends = rosters.values.map { roster in
            roster.eventLoop.flatSubmit { [grace] in roster.value.drain(grace: grace) }
        }
        for end in ends {
            do { try await end.get() } catch { logger.debug("Event loop ended first", metadata: ["error": "\(error)"]) }
        }
    }
}
