import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import Primitives

/// Serves one connection in a task: as HTTP by Hummingbird's loop, or as a request for a WebSocket.
struct ConnectionDoor<Responder: HTTPResponder>: HTTPChannelHandler where Responder.Context: ServingContext {
    typealias Value = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    let core: ServingCore
    let responder: HTTPChannelHandler.Responder

    init(front: FrontDoor<Responder>, core: ServingCore) {
        self.core = core
        responder = { request, writer, channel in
            if request.headers.contains(.upgrade), let (connection, head, route) = try await Self.pendingUpgrade(on: channel, core: core) {
                let refused = try await Self.decide(head, route: route, connection: connection, channel: channel, core: core)
                if let refused { try await writer.write(response: refused.head, body: ResponseBody(byteBuffer: refused.body)) }
            } else {
                try await front.respond(to: request, writer: writer, channel: channel)
            }
        }
    }

    func serve(_ start: ConnectionStart) async {
        do {
            switch start {
            case .http(let connection, let channel):
                let asynchronous = try await connection.eventLoop.submit { try connection.value.attach() }.get()
                if let asynchronous { await handle(value: asynchronous, logger: core.logger) } else { channel.close(promise: nil) }
            case .upgrade(let connection, let channel, let head, let route):
                let refused = try await Self.decide(head, route: route, connection: connection, channel: channel, core: core)
                if let refused {
                    try await connection.eventLoop.submit { connection.value.refuseUpgrade(refused.head, body: refused.body) }.get()
                }
            }
        } catch {
            core.logger.debug("Connection ended early", metadata: ["error": "\(error)"])
        }
    }

    /// Not used: connections are set up as they are accepted, before anybody knows what they will be.
    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeFailedFuture(ChannelError.operationUnsupported)
    }

    func handle(value: Value, logger: Logger) async {
        await handleHTTP(asyncChannel: value, logger: logger)
    }

    /// The upgrade that a request on a kept-alive connection asks for: proxies reuse connections for them.
    private static func pendingUpgrade(
        on channel: any Channel, core: ServingCore
    ) async throws -> (NIOLoopBound<HTTPConnection>, HTTPRequestHead, WebSocketRoute)? {
        try await channel.eventLoop.submit { () -> (NIOLoopBound<HTTPConnection>, HTTPRequestHead, WebSocketRoute)? in
            let connection = try channel.pipeline.syncOperations.handler(type: HTTPConnection.self)
            guard let head = connection.upgradeHead, let route = core.webSockets[head.uri.prefix { $0 != "?" }.description] else {
                return nil
            }
            return (NIOLoopBound(connection, eventLoop: channel.eventLoop), head, route)
        }.get()
    }

    /// Upgrades, or returns what to answer instead.
    private static func decide(
        _ head: HTTPRequestHead, route: WebSocketRoute, connection: NIOLoopBound<HTTPConnection>, channel: any Channel, core: ServingCore
    ) async throws -> (head: HTTPResponse, body: ByteBuffer)? {
        let traceID = head.headers.first(name: "traceparent").flatMap { TraceID(traceparent: $0) } ?? TraceID()
        let record = RequestRecord(traceID: traceID, channel: channel, isSecure: core.isSecure)
        var logger = core.logger
        logger[metadataKey: "traceId"] = .stringConvertible(traceID)
        let log = AccessLog(logger: logger)
        if let refusal = WebSocketHandshake.refusal(of: head, traceID: traceID) {
            record.errorCode = .invalidRequest
            log.write(method: .get, route: route.path, status: refusal.head.status.code, bytes: refusal.body.readableBytes, record: record)
            return refusal
        }
        let request = WebSocketRequest(
            head: HTTPRequest(
                method: .get, scheme: core.isSecure ? "https" : "http", authority: head.headers.first(name: "host"), path: head.uri,
                headerFields: HTTPFields(head.headers, splitCookie: false)),
            remoteAddress: channel.remoteAddress, eventLoop: channel.eventLoop, record: record)
        switch await withLogger(logger, { _ in await route.shouldUpgrade(request) }) {
        case .refuse(let response, let body):
            log.write(method: .get, route: route.path, status: response.status.code, bytes: body.readableBytes, record: record)
            var response = response
            response.headerFields[.contentLength] = String(body.readableBytes)
            return (response, body)
        case .accept(let subprotocol, let handler):
            let headers = try await WebSocketHandshake.headers(for: head, subprotocol: subprotocol, channel: channel)
            let isUpgraded = try await connection.eventLoop.submit {
                try connection.value.upgrade(headers: headers, traceID: traceID, handler: handler)
            }.get()
            log.write(method: .get, route: route.path, status: 101, bytes: nil, record: record, isAborted: !isUpgraded)
            return nil
        }
    }
}
