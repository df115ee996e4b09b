package import HTTPTypes
package import NIOCore
package import Primitives

/// A path that can be upgraded to a WebSocket, and the rule for it.
package struct WebSocketRoute: Sendable {
    package let path: String
    package let shouldUpgrade: @Sendable (WebSocketRequest) async -> WebSocketDecision

    /// - Parameter shouldUpgrade: asked once for each well-formed upgrade request; authorisation belongs here.
    package init(path: String, shouldUpgrade: @escaping @Sendable (WebSocketRequest) async -> WebSocketDecision) {
        self.path = path
        self.shouldUpgrade = shouldUpgrade
    }
}

/// A request for a WebSocket.
package struct WebSocketRequest: Sendable {
    package let head: HTTPRequest
    package let remoteAddress: SocketAddress?
    /// The loop that the socket will live on.
    package let eventLoop: any EventLoop
    package let record: RequestRecord
}

/// What comes of a request for a WebSocket.
package enum WebSocketDecision: Sendable {
    /// The handler is made on the socket's event loop, after the `101` is written.
    case accept(subprotocol: String? = nil, handler: @Sendable () -> any WebSocketHandler)
    /// Answered in place of the `101`. Clients only see that the handshake failed.
    case refuse(HTTPResponse, body: ByteBuffer)

    /// Refuses with a problem (RFC 9457).
    package static func refuse(_ failure: Failure, traceID: TraceID) -> WebSocketDecision {
        let (head, body) = ProblemResponse.parts(failure, status: nil, traceID: traceID)
        return .refuse(head, body: body)
    }
}
