import HTTPServing
import NIOCore
import NIOPosix
import NIOSSL
import Primitives
import TestSupport

/// A service that speaks TLS with a fresh certificate, for the length of `body`.
func withSecureService<Result: Sendable>(
    limits: ServingLimits = ServingLimits(), webSockets: [WebSocketRoute] = [],
    _ body: @Sendable @escaping (RunningService, CertificateMaker, ServingCertificate) async throws -> Result
) async throws -> Result {
    try await withFolder { folder in
        let maker = try CertificateMaker(in: folder)
        let made = try maker.make()
        let certificate = try ServingCertificate(CertificateFiles(chain: made.chain, key: made.key))
        return try await withService(certificate: certificate, limits: limits, webSockets: webSockets) { service in
            try await body(service, maker, certificate)
        }
    }
}

/// Connects over TLS for the length of `body`.
func withSecureConnection<Result: Sendable>(
    to port: Int, trusting authority: String, at version: TLSVersion? = nil, _ body: @Sendable (inout RawConnection) async throws -> Result
) async throws -> Result {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.trustRoots = .file(authority)
    configuration.minimumTLSVersion = .tlsv1
    configuration.maximumTLSVersion = version
    let context = try NIOSSLContext(configuration: configuration)
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .channelOption(.allowRemoteHalfClosure, value: true)
        .connect(host: "127.0.0.1", port: port) { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(NIOSSLClientHandler(context: context, serverHostname: "localhost"))
                return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                    wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
            }
        }
    return try await channel.executeThenClose { inbound, outbound in
        var connection = RawConnection(inbound: inbound, outbound: outbound)
        return try await body(&connection)
    }
}
