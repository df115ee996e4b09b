import AsyncHTTPClient
import Logging
import NIOCore
import NIOHTTP1
import Primitives
import Telemetry

/// Posts envelopes to the Sentry that the operator named; its address is their own word, so it may be private, but leads nowhere else.
struct SentryPost: Sendable {
    let group: any EventLoopGroup
    let logger: Logger

    /// Over a connection of its own: errors are sent seconds apart.
    func callAsFunction(_ delivery: SentryForwarder.Delivery) async throws -> SentryForwarder.Reply {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow, timeout: .init(connect: .seconds(5)))
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        return try await HTTPClient.withHTTPClient(eventLoopGroup: group, configuration: configuration) { client in
            var request = HTTPClientRequest(url: delivery.url)
            request.method = .POST
            request.headers = [
                "X-Sentry-Auth": delivery.authorization, "Content-Type": "application/x-sentry-envelope",
                "User-Agent": "uprising/\(Version.current)",
            ]
            request.body = .bytes(delivery.body)
            let deadline = NIODeadline.now() + .microseconds(SentryForwarder.timeout.microseconds)
            let response = try await client.execute(request, deadline: deadline, logger: logger)
            // Nothing of the body is of interest; not read, it ends the connection.
            return SentryForwarder.Reply(
                status: Int(response.status.code), retryAfter: response.headers.first(name: "Retry-After").flatMap { Int($0) })
        }
    }
}
