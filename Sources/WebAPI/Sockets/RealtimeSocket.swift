package import HTTPServing
package import NIOCore
package import Realtime

/// Joins one WebSocket and one realtime session; both live on one event loop.
final class RealtimeSocket: WebSocketHandler {
    private let endpoint: PhoenixEndpoint
    private let version: PhoenixVersion
    private let authorise: Authorise
    private var session: PhoenixSession?

    init(endpoint: PhoenixEndpoint, version: PhoenixVersion, authorise: @escaping Authorise) {
        self.endpoint = endpoint
        self.version = version
        self.authorise = authorise
    }

    func opened(_ socket: WebSocket) {
        session = endpoint.open(socket, version: version, authorise: authorise)
    }

    func text(_ message: ByteBuffer) {
        session?.receive(text: message)
    }

    func binary(_ message: ByteBuffer) {
        session?.receive(binary: message)
    }

    func closed(_ closing: WebSocketClosing) {
        session?.closed()
        session = nil
    }
}

/// A socket as the hub sees it: itself, for one object more between the two is one cache miss more in each delivery.
extension WebSocket: Outlet {
    package func send(_ frame: ByteBuffer) {
        send(frame: frame)
    }

    package func send(_ run: FrameRun) {
        send(frame: run.bytes)
    }

    package func close(code: UInt16, reason: String) {
        close(WebSocketCloseCode(rawValue: code), reason: reason)
    }
}
