package import NIOCore

/// What happens on one WebSocket, told on its event loop. Nothing here may block or wait.
package protocol WebSocketHandler: AnyObject {
    /// The socket can be sent to from here on.
    func opened(_ socket: WebSocket)
    /// A whole text message, valid UTF-8.
    func text(_ message: ByteBuffer)
    /// A whole binary message.
    func binary(_ message: ByteBuffer)
    /// Told once, last. What is sent from here on is dropped.
    func closed(_ closing: WebSocketClosing)
}

/// How a WebSocket ended.
package struct WebSocketClosing: Hashable, Sendable {
    package enum Side: Sendable {
        /// The client sent a close frame.
        case client
        /// This node did, or would have.
        case node
        /// The connection ended without one.
        case connection
    }

    package let side: Side
    /// `abnormal` when no close frame was seen.
    package let code: WebSocketCloseCode
    package let reason: String

    package init(side: Side, code: WebSocketCloseCode, reason: String) {
        self.side = side
        self.code = code
        self.reason = reason
    }
}
