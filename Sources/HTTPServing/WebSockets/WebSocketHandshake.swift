import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOWebSocket
import Primitives

/// The opening handshake (RFC 6455 §4.2).
enum WebSocketHandshake {
    static func isAskedFor(by head: HTTPRequestHead) -> Bool {
        head.method == .GET && head.version == .http1_1
            && head.headers[canonicalForm: "upgrade"].contains { $0.lowercased() == "websocket" }
            && head.headers[canonicalForm: "connection"].contains { $0.lowercased() == "upgrade" }
    }

    /// What is wrong with a request for a WebSocket, if anything.
    static func refusal(of head: HTTPRequestHead, traceID: TraceID) -> (head: HTTPResponse, body: ByteBuffer)? {
        guard head.headers["sec-websocket-version"] == ["13"] else {
            let failure = Failure(.invalidRequest, "Only version 13 of the WebSocket protocol is spoken here.")
            var (response, body) = ProblemResponse.parts(failure, status: .upgradeRequired, traceID: traceID)
            response.headerFields[.secWebSocketVersion] = "13"
            return (response, body)
        }
        // 16 bytes in base 64.
        let keys = head.headers["sec-websocket-key"]
        guard keys.count == 1, keys[0].utf8.count == 24, keys[0].hasSuffix("==") else {
            return ProblemResponse.parts(
                Failure(.invalidRequest, "The Sec-WebSocket-Key header is missing or malformed."), status: nil, traceID: traceID)
        }
        return nil
    }

    /// The headers of the `101`, with the accept value worked out by NIO.
    static func headers(for head: HTTPRequestHead, subprotocol: String?, channel: any Channel) async throws -> HTTPHeaders {
        let upgrader = NIOTypedWebSocketServerUpgrader<Void>(
            shouldUpgrade: { channel, _ in
                channel.eventLoop.makeSucceededFuture(subprotocol.map { ["Sec-WebSocket-Protocol": $0] } ?? [:])
            },
            upgradePipelineHandler: { channel, _ in channel.eventLoop.makeSucceededVoidFuture() })
        return try await upgrader.buildUpgradeResponse(channel: channel, upgradeRequest: head, initialResponseHeaders: [:]).get()
    }
}
