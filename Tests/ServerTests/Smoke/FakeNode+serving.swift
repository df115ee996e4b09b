import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket

extension FakeNode {
    /// Serves on a free port of the loopback address as long as `body` runs.
    func serve<Result>(_ body: (_ url: String) async throws -> Result) async throws -> Result {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { [self] channel in
                channel.eventLoop.makeCompletedFuture { try configure(channel) }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        guard let port = server.localAddress?.port else { throw ChannelError.unknownLocalAddress }
        do {
            let result = try await body("http://127.0.0.1:\(port)")
            try await server.close()
            return result
        } catch {
            try await server.close()
            throw error
        }
    }

    private func configure(_ channel: any Channel) throws {
        if fault == .socketRefused {
            try channel.pipeline.syncOperations.configureHTTPServerPipeline()
            try channel.pipeline.syncOperations.addHandler(FakeAnswers(self))
            return
        }
        let upgrader = NIOTypedWebSocketServerUpgrader<Void>(
            shouldUpgrade: { [self] channel, head in
                channel.eventLoop.makeSucceededFuture(admits(head) ? HTTPHeaders() : nil)
            },
            upgradePipelineHandler: { [self] channel, _ in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(FakeRoom(self)) }
            })
        let configuration = NIOTypedHTTPServerUpgradeConfiguration<Void>(upgraders: [upgrader]) { [self] channel in
            channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(FakeAnswers(self)) }
        }
        _ = try channel.pipeline.syncOperations.configureUpgradableHTTPServerPipeline(
            configuration: NIOUpgradableHTTPServerPipelineConfiguration(upgradeConfiguration: configuration))
    }
}

/// Answers each request when it has come whole.
private final class FakeAnswers: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let node: FakeNode
    private var head: HTTPRequestHead?
    private var body = ByteBuffer()

    init(_ node: FakeNode) {
        self.node = node
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let received):
            head = received
            body.clear()
        case .body(var part): body.writeBuffer(&part)
        case .end:
            guard let asked = head else { return }
            let isHandshake = asked.headers.contains(name: "Upgrade")
            let reply = isHandshake ? node.problem(.unauthorized, "unauthenticated") : node.answer(asked, body: String(buffer: body))
            let headers: HTTPHeaders = ["Content-Type": reply.type, "Content-Length": String(reply.body.utf8.count)]
            context.write(wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: reply.status, headers: headers))), promise: nil)
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: reply.body)))), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
    }
}
