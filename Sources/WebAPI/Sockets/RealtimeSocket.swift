import HTTPServing
import NIOCore
import Realtime

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
        session = endpoint.open(SocketOutlet(socket: socket), version: version, authorise: authorise)
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

/// A socket as the hub sees it.
private final class SocketOutlet: Outlet {
    private let socket: WebSocket

    init(socket: WebSocket) {
        self.socket = socket
    }

    var eventLoop: any EventLoop { socket.eventLoop }

    func send(_ frame: ByteBuffer) {
        socket.send(frame: frame)
    }

    func close(code: UInt16, reason: String) {
        socket.close(WebSocketCloseCode(rawValue: code), reason: reason)
    }
}
