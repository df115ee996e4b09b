import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket
import Primitives

/// A WebSocket client (RFC 6455) whose frames, messages and life are bounded.
struct NodeSocket {
    enum Message: Sendable {
        case text(ByteBuffer)
        case binary(ByteBuffer)
    }

    /// Far above any event, and the largest broadcast.
    private static let messageLimit = 1 << 20
    private static let fragmentLimit = 64
    private static let connectLimit = TimeAmount.seconds(5)
    private static let handshakeLimit = Duration.seconds(10)
    /// A node pings every 20 seconds; one that is silent for longer is gone, whatever the connection says.
    private static let silenceLimit = TimeAmount.seconds(60)
    /// A refusal is a problem document.
    private static let refusalLimit = 65_536

    private typealias Frames = NIOAsyncChannel<WebSocketFrame, WebSocketFrame>
    private typealias Parts = NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>

    private enum Handshake: Sendable {
        case accepted(Frames)
        case refused(Parts)
    }

    private var frames: NIOAsyncChannelInboundStream<WebSocketFrame>.AsyncIterator
    let sender: Sender

    /// The way out, for tasks beside the one that reads.
    struct Sender: Sendable {
        fileprivate let outbound: NIOAsyncChannelOutboundWriter<WebSocketFrame>

        func send(text: String) async throws {
            try await outbound.write(NodeSocket.frame(.text, ByteBuffer(string: text)))
        }
    }

    /// Lends a socket, which is closed when `body` ends, when the node is silent, and at the latest after `limit`.
    ///
    /// - Throws: ``NodeFault`` when it can't be opened, and what `body` throws.
    static func open<Result: Sendable>(
        _ target: NodeTarget, trusting trust: NodeTrust = .machine, path: String, headers: HTTPHeaders = [:], lasting limit: Duration?,
        _ body: (inout NodeSocket) async throws -> Result
    ) async throws -> Result {
        let handshakeLimit = limit ?? Self.handshakeLimit
        let deadline = ContinuousClock.now + handshakeLimit
        let handshake: Handshake
        do {
            handshake = try await connect(target, trusting: trust, path: path, headers: headers, lasting: limit).get()
        } catch let error as CancellationError {
            throw error
        } catch {
            guard ContinuousClock.now < deadline else {
                throw NodeFault("the WebSocket handshake was not answered within \(handshakeLimit.inSeconds)")
            }
            throw NodeFault(connecting: error, to: target)
        }
        switch handshake {
        case .refused(let parts): throw try await refusal(parts)
        case .accepted(let channel):
            return try await channel.executeThenClose { inbound, outbound in
                var socket = NodeSocket(frames: inbound.makeAsyncIterator(), sender: Sender(outbound: outbound))
                let result = try await body(&socket)
                // Polite only: the result stands whether the node still reads this or not.
                try? await outbound.write(frame(.connectionClose, ByteBuffer(bytes: [0x03, 0xE8])))
                return result
            }
        }
    }

    func send(text: String) async throws {
        try await sender.send(text: text)
    }

    /// The next whole message; `nil` when the time is over or the connection is lost.
    ///
    /// - Throws: ``NodeFault`` when the node closes the socket.
    mutating func next() async throws -> Message? {
        while let frame = try await frames.next(isolation: #isolation) {
            switch frame.opcode {
            case .text: return .text(frame.unmaskedData)
            case .binary: return .binary(frame.unmaskedData)
            case .ping: try await sender.outbound.write(Self.frame(.pong, frame.unmaskedData))
            case .connectionClose:
                var payload = frame.unmaskedData
                let code = payload.readInteger(as: UInt16.self).map { " with \($0)" } ?? ""
                let reason = String(buffer: payload)
                throw NodeFault("the node closed the WebSocket\(code)\(reason.isEmpty ? "" : ": \(reason)")")
            default: continue
            }
        }
        try Task.checkCancellation()
        return nil
    }

    /// Every frame of a client is masked (§5.3).
    private static func frame(_ opcode: WebSocketOpcode, _ bytes: ByteBuffer) -> WebSocketFrame {
        WebSocketFrame(fin: true, opcode: opcode, maskKey: .random(), data: bytes)
    }

    private static func refusal(_ parts: Parts) async throws -> NodeFault {
        try await parts.executeThenClose { inbound, _ in
            var head: HTTPResponseHead?
            var body = ByteBuffer()
            reading: for try await part in inbound {
                switch part {
                case .head(let received): head = received
                case .body(var bytes) where body.readableBytes + bytes.readableBytes <= refusalLimit: body.writeBuffer(&bytes)
                case .body, .end: break reading
                }
            }
            guard let head else { return NodeFault("the WebSocket handshake was not answered") }
            return NodeAnswer(request: "the WebSocket handshake", status: Int(head.status.code), headers: head.headers, body: body)
                .fault(expecting: [101])
        }
    }

    private static func connect(
        _ target: NodeTarget, trusting trust: NodeTrust, path: String, headers: HTTPHeaders, lasting limit: Duration?
    ) async throws -> EventLoopFuture<Handshake> {
        let handshakeLimit = limit ?? Self.handshakeLimit
        let tls = target.isSecure ? try NIOSSLContext(configuration: trust.configuration) : nil
        return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(min(connectLimit, TimeAmount(handshakeLimit)))
            .connect(host: target.host, port: target.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let end = channel.eventLoop.scheduleTask(in: TimeAmount(handshakeLimit)) { channel.close(promise: nil) }
                    channel.closeFuture.whenComplete { _ in end.cancel() }
                    try channel.pipeline.syncOperations.addHandlers([IdleStateHandler(readTimeout: silenceLimit), SilenceHandler()])
                    if let tls {
                        // An address has no place in SNI (RFC 6066 §3); the certificate is then checked against it.
                        let isAddress = (try? SocketAddress(ipAddress: target.host, port: target.port)) != nil
                        try channel.pipeline.syncOperations.addHandler(
                            try NIOSSLClientHandler(context: tls, serverHostname: isAddress ? nil : target.host))
                    }
                    let handshake = try upgrade(channel, target, path: path, headers: headers)
                    if limit == nil { handshake.whenComplete { _ in end.cancel() } }
                    return handshake
                }
            }
    }

    private static func upgrade(
        _ channel: any Channel, _ target: NodeTarget, path: String, headers: HTTPHeaders
    ) throws -> EventLoopFuture<Handshake> {
        let upgrader = NIOTypedWebSocketClientUpgrader<Handshake>(maxFrameSize: messageLimit) { channel, _ in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(
                    NIOWebSocketFrameAggregator(
                        minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: fragmentLimit, maxAccumulatedFrameSize: messageLimit))
                return .accepted(try Frames(wrappingChannelSynchronously: channel))
            }
        }
        var fields: HTTPHeaders = ["Host": target.authority, "Content-Length": "0"]
        fields.add(contentsOf: headers)
        let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: path, headers: fields)
        let configuration = NIOTypedHTTPClientUpgradeConfiguration(upgradeRequestHead: head, upgraders: [upgrader]) { channel in
            channel.eventLoop.makeCompletedFuture { .refused(try Parts(wrappingChannelSynchronously: channel)) }
        }
        var pipeline = NIOUpgradableHTTPClientPipelineConfiguration(upgradeConfiguration: configuration)
        // A node may send its first frame with the 101.
        pipeline.leftOverBytesStrategy = .forwardBytes
        return try channel.pipeline.syncOperations.configureUpgradableHTTPClientPipeline(configuration: pipeline)
    }
}

/// Closes a connection on which nothing has come for too long.
private final class SilenceHandler: ChannelInboundHandler {
    typealias InboundIn = NIOAny

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent { context.close(promise: nil) } else { context.fireUserInboundEventTriggered(event) }
    }
}
