import AsyncHTTPClient
import Logging
import NIOCore
import NIOHTTPCompression

/// HTTP clients that can connect to one checked address each.
///
/// A name is resolved and checked by us, then given to the client with that one address as its `dnsOverride`: the client
/// connects to the very address that was checked, so that a name which changes between check and connection (DNS rebinding)
/// gains nothing, while `Host`, TLS server name and certificate check keep the name. Should the client and we ever read
/// a different host out of one address, the override would not apply; therefore each new connection's peer is compared with the
/// checked address before a byte of the request is written.
///
/// Not `Sendable`: belongs to one visit, whose requests follow one another.
final class PinnedClients {
    private struct Pin: Hashable {
        let host: String
        let address: NetworkAddress
        let port: Int
    }

    /// Redirects and pages of one visit meet few hosts; beyond it the oldest is closed.
    private static let maximumClients = 6

    private let fetcher: SiteFetcher
    private var clients: [Pin: HTTPClient] = [:]
    private var order: [Pin] = []

    init(_ fetcher: SiteFetcher) {
        self.fetcher = fetcher
    }

    func client(for host: String, at address: NetworkAddress, port: Int) async -> HTTPClient {
        let pin = Pin(host: host, address: address, port: port)
        if let client = clients[pin] { return client }
        if order.count == Self.maximumClients, let client = clients.removeValue(forKey: order.removeFirst()) { await shutDown(client) }
        let client = HTTPClient(eventLoopGroupProvider: .shared(fetcher.group), configuration: configuration(for: pin))
        clients[pin] = client
        order.append(pin)
        return client
    }

    func close() async {
        for client in clients.values { await shutDown(client) }
        clients = [:]
        order = []
    }

    private func shutDown(_ client: HTTPClient) async {
        do {
            try await client.shutdown()
        } catch {
            fetcher.logger.warning("A site client did not shut down", metadata: ["error": "\(error)"])
        }
    }

    private func configuration(for pin: Pin) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .nanoseconds(fetcher.limits.request.nanoseconds)),
            decompression: .enabled(limit: .size(fetcher.limits.unpackedBytes)))
        configuration.dnsOverride = [pin.host: pin.address.description]
        // The span is ours, and a site that is only read is not told of it.
        configuration.tracing.tracer = nil
        // One request at a time needs no multiplexing, and one protocol less to bound.
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1
        configuration.connectionPool.idleTimeout = .seconds(10)
        let expected = pin.address.bytes
        configuration.http1_1ConnectionDebugInitializer = { channel in
            channel.remoteAddress.flatMap(Self.bytes) == expected
                ? channel.eventLoop.makeSucceededVoidFuture()
                : channel.close().flatMapThrowing { throw ConnectedElsewhere() }
        }
        return configuration
    }

    struct ConnectedElsewhere: Error {}

    private static func bytes(of address: SocketAddress) -> [UInt8]? {
        address.withSockAddr { pointer, _ in NetworkAddress(pointer)?.bytes }
    }
}
