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
        guard let certificate = try shakeHands(with: target.host, target.port, client, serverName: isAddress ? nil : target.host) else {
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
        _ = try shakeHands(with: "127.0.0.1", listener.localAddress?.port ?? 0, client, serverName: nil)
    }

    /// What the server showed in the handshake.
    private static func shakeHands(
        with host: String, _ port: Int, _ context: NIOSSLContext, serverName: String?
    ) throws -> NIOSSLCertificate? {
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        let done = loop.makePromise(of: NIOSSLCertificate?.self)
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
        defer {
            end.cancel()
            channel.close(promise: nil)
        }
        // An empty line before a request is no request (RFC 9112 §2.2); it is written when the handshake is done. The certificate is asked for
        // within that turn of the loop: a server may close at once.
        channel.writeAndFlush(ByteBuffer(string: "\r\n")).whenSuccess {
            done.completeWith(Result { try channel.pipeline.syncOperations.nioSSL_peerCertificate() })
        }
        return try done.futureResult.wait()
    }
}

/// Keeps the reason for which a handshake failed: what was to be written afterwards only fails since the channel is closed.
private final class HandshakeWitness: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let done: EventLoopPromise<NIOSSLCertificate?>

    init(_ done: EventLoopPromise<NIOSSLCertificate?>) {
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
