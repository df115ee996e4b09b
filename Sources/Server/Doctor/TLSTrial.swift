import NIOCore
import NIOPosix
import NIOSSL
import Primitives

/// Handshakes of TLS for their own sake. Each blocks, for a few seconds at most.
enum TLSTrial {
    private static let limit = TimeAmount.seconds(4)

    /// The certificate of a server that is trusted, and for its host.
    static func certificate(of target: NodeTarget, trusting trust: NodeTrust) throws -> NIOSSLCertificate {
        // An address has no place in SNI (RFC 6066 §3); the certificate is then checked against it.
        let isAddress = (try? SocketAddress(ipAddress: target.host, port: target.port)) != nil
        let client = try NIOSSLContext(configuration: trust.configuration)
        let channel = try connect(to: target.host, target.port, client, serverName: isAddress ? nil : target.host)
        defer { channel.close(promise: nil) }
        guard let certificate = try channel.nioSSL_peerCertificate().wait() else {
            throw NodeFault("\(target.authority) showed no certificate")
        }
        return certificate
    }

    /// Serves one connection of its own and looks whether a client that trusts `trust` takes it, whatever the name.
    static func tryOut(_ server: NIOSSLContext, trusting trust: NodeTrust) throws {
        let listener = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: server))
                }
            }
            .bind(host: "127.0.0.1", port: 0).wait()
        defer { listener.close(promise: nil) }
        var configuration = trust.configuration
        configuration.certificateVerification = .noHostnameVerification
        let client = try NIOSSLContext(configuration: configuration)
        let channel = try connect(to: "127.0.0.1", listener.localAddress?.port ?? 0, client, serverName: nil)
        channel.close(promise: nil)
    }

    /// Returns once the handshake is done.
    private static func connect(to host: String, _ port: Int, _ context: NIOSSLContext, serverName: String?) throws -> any Channel {
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        let done = loop.makePromise(of: Void.self)
        let channel: any Channel
        do {
            channel = try ClientBootstrap(group: loop)
                .connectTimeout(limit)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandlers([
                            try NIOSSLClientHandler(context: context, serverHostname: serverName), HandshakeWitness(done),
                        ])
                    }
                }
                .connect(host: host, port: port).wait()
        } catch {
            done.fail(error)
            throw error
        }
        let end = channel.eventLoop.scheduleTask(in: limit) { channel.close(promise: nil) }
        defer { end.cancel() }
        // An empty line before a request is no request (RFC 9112 §2.2); it is written when the handshake is done.
        channel.writeAndFlush(ByteBuffer(string: "\r\n")).cascadeSuccess(to: done)
        try done.futureResult.wait()
        return channel
    }
}

/// Keeps the reason for which a handshake failed: what was to be written afterwards only fails since the channel is closed.
private final class HandshakeWitness: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let done: EventLoopPromise<Void>

    init(_ done: EventLoopPromise<Void>) {
        self.done = done
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        done.fail(error)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        done.fail(ChannelError.eof)
    }
}
