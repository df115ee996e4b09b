import Logging
import NIOCore
import NIOHTTP1

/// What all connections of one service share.
final class ServingCore: Sendable {
    let limits: ServingLimits
    /// TLS is spoken: what goes out has to pass the channel.
    let isSecure: Bool
    let counters: ServingCounters
    let security: HTTPHeaders
    let webSockets: [String: WebSocketRoute]
    let logger: Logger
    /// Where connections wait for a task of the service. It holds at most one entry a connection, so the connection cap bounds it.
    let starts: AsyncStream<ConnectionStart>.Continuation

    init(
        limits: ServingLimits, isSecure: Bool, counters: ServingCounters, security: SecurityHeaders, webSockets: [WebSocketRoute],
        logger: Logger, starts: AsyncStream<ConnectionStart>.Continuation
    ) {
        self.limits = limits
        self.isSecure = isSecure
        self.counters = counters
        self.security = HTTPHeaders(security.fields.map { ($0.name, $0.value) })
        self.webSockets = Dictionary(webSockets.map { ($0.path, $0) }) { first, _ in first }
        self.logger = logger
        self.starts = starts
    }
}

/// What a connection turned out to be by its first request.
enum ConnectionStart: Sendable {
    case http(NIOLoopBound<HTTPConnection>, any Channel)
    case upgrade(NIOLoopBound<HTTPConnection>, any Channel, HTTPRequestHead, WebSocketRoute)

    var eventLoop: any EventLoop {
        switch self {
        case .http(let connection, _), .upgrade(let connection, _, _, _): connection.eventLoop
        }
    }
}
