/// What one listening service takes at most, and how long it waits for what.
package struct ServingLimits: Sendable {
    /// Open connections: ten thousand sockets, and requests beside them. One costs 7 to 15 KB; above it a new one is told 503 with
    /// `Retry-After` and closed.
    package var connections = 12_000
    /// Connections that are being told so at one time; further ones are closed without a word.
    package var refusals = 256
    /// Completed connections that the kernel holds until they are accepted: a room's worth of clients after a restart.
    package var backlog: Int32 = 4_096

    /// From the first byte of a request (or the accept) to the end of its head. A slow phone takes one second, a slow-header attack for ever.
    package var headTimeout: Duration = .seconds(10)
    /// Without a request. Longer than the 60 s of most proxies, so that the proxy closes first and never meets a closing connection.
    package var idleTimeout: Duration = .seconds(75)
    /// From a request's head to the end of its body: 10 MB at 0.7 Mbit/s.
    package var bodyTimeout: Duration = .seconds(120)
    /// What of a streamed body has to come within ``stallTimeout``: a line of 10 kbit/s does it.
    package var streamedStretchBytes = 64 * 1_024
    /// Without a byte of progress while a response waits to be read.
    package var stallTimeout: Duration = .seconds(60)
    /// How long what a refused client still sends is thrown away, so that it reads the answer instead of a reset (RFC 9112 §9.6).
    package var lingerTimeout: Duration = .seconds(2)
    /// For requests and sockets to end by themselves at shutdown. systemd kills after 90 s.
    package var shutdownGrace: Duration = .seconds(10)

    /// One header field: a JWT in a cookie is 2 to 4 KiB.
    package var headerFieldBytes = 16 * 1_024
    /// All header fields of a request.
    package var headerBytes = 32 * 1_024
    /// Browsers send about 20, proxies add 10.
    package var headerCount = 100
    /// Path and query; access tokens may stand in a socket's query.
    package var targetBytes = 8 * 1_024
    /// Requests sent ahead on one connection; above it the rest is not read and the connection ends after the answers.
    package var pipelinedRequests = 32
    /// A body that nobody read is skipped up to this size to keep the connection; above it the connection ends instead.
    package var skippedBodyBytes = 64 * 1_024

    package var webSocket = WebSocketLimits()

    package init() {}

    /// How often deadlines are looked at: each is met up to one tick late, so a tick is a quarter of the shortest one.
    var tick: Duration {
        let shortest =
            [
                headTimeout, idleTimeout, bodyTimeout, stallTimeout, lingerTimeout, webSocket.pingInterval, webSocket.pongTimeout,
                webSocket.idleTimeout, webSocket.closeTimeout,
            ].min() ?? .seconds(1)
        return max(.milliseconds(5), min(.seconds(1), shortest / 4))
    }
}
