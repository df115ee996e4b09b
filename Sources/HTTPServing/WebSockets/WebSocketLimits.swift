/// What one WebSocket may hold and how long it may be silent.
package struct WebSocketLimits: Sendable {
    /// One message, however many frames it comes in: the realtime protocol asks for 5 MB.
    package var messageBytes = 5 * 1_024 * 1_024
    /// Bytes waiting for a slow reader, beyond the 64 KiB that are already with the channel.
    package var waitingBytes = 1_024 * 1_024
    /// Frames waiting for a slow reader.
    package var waitingFrames = 1_024
    /// Keeps proxies from closing a quiet socket (their usual limit is 60 s) and finds dead peers.
    package var pingInterval: Duration = .seconds(20)
    /// From a ping to any frame back.
    package var pongTimeout: Duration = .seconds(20)
    /// Without any frame from the client; clients send a heartbeat every 25 s.
    package var idleTimeout: Duration = .seconds(60)
    /// From our close frame to the peer's.
    package var closeTimeout: Duration = .seconds(5)

    package init() {}
}
