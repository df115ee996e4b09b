package import NIOCore

/// The way out to one socket. Everything is called on its event loop, and may be called after the socket has closed, to no effect.
///
/// How many bytes may wait for a slow peer is the outlet's to bound; past that it closes itself.
package protocol Outlet: AnyObject {
    var eventLoop: any EventLoop { get }

    /// Sends one complete WebSocket frame. The storage is shared with other sockets: it is never changed.
    func send(_ frame: ByteBuffer)

    /// Sends what a subscriber missed. An outlet that bounds what waits takes a run as a whole.
    func send(_ run: FrameRun)

    func close(code: UInt16, reason: String)
}

extension Outlet {
    package func send(_ run: FrameRun) {
        for frame in run.frames { send(frame) }
    }
}

/// The two kinds of WebSocket message (RFC 6455 §5.6).
package enum FrameKind: Sendable {
    case text, binary
}

/// Wraps a message into one unmasked WebSocket frame.
package typealias FrameSerializer = @Sendable (_ payload: ByteBuffer, _ kind: FrameKind) -> ByteBuffer
