package import NIOCore
package import Primitives

/// One WebSocket: parses what comes in, bounds what waits to go out, keeps the deadlines, and is the handle to send by.
///
/// All of it belongs to `eventLoop` and is only called there. One object for the whole connection, without tasks, timers or
/// frame codecs of its own: that is what keeps a connection small.
package final class WebSocket: @unchecked Sendable {
    // `@unchecked Sendable` is fine because each way in checks that it is on `eventLoop`.

    enum Phase { case open, closing, closed }

    // What each delivery touches stands first, in two cache lines: between two deliveries the kernel has used the cache for itself.

    package let eventLoop: any EventLoop
    let roster: ConnectionRoster
    /// The socket's file descriptor, to write past the channel; negative where there is none.
    var descriptor: CInt = -1
    var phase = Phase.open
    /// Waits for its turn in the roster's flush.
    var isUnflushed = false
    var isFlushing = false
    /// The channel holds a frame that the kernel did not take; it tells when that has gone.
    var isBlocked = false
    /// Frames that neither the kernel nor the channel has yet. Bounded by `WebSocketLimits`.
    var outbox = WebSocketOutbox()

    let core: ServingCore
    var seat = -1
    var context: ChannelHandlerContext?
    var handler: (any WebSocketHandler)?
    var parser: WebSocketParser
    /// Who ended it and why, once that is known; told to the handler once.
    var closing: WebSocketClosing?
    var closeReceived = false
    private var isTold = false
    package let remoteAddress: SocketAddress?
    /// Of the request that asked for the socket.
    package let traceID: TraceID

    var lastFrame = NIODeadline.now()
    var lastPing = NIODeadline.now()
    var awaitsPong = false
    var closeDeadline = NIODeadline.distantFuture

    init(channel: any Channel, roster: ConnectionRoster, core: ServingCore, traceID: TraceID) {
        eventLoop = channel.eventLoop
        remoteAddress = channel.remoteAddress
        self.traceID = traceID
        self.roster = roster
        self.core = core
        parser = WebSocketParser(messageBytes: core.limits.webSocket.messageBytes)
    }

    /// False once either side has begun to close it.
    package var isOpen: Bool {
        eventLoop.preconditionInEventLoop()
        return phase == .open
    }

    /// Frames that wait for the end of the turn, or for a client that reads too slowly.
    package var waitingFrames: Int {
        eventLoop.preconditionInEventLoop()
        return outbox.frameCount
    }

    // MARK: Sending

    /// Sends one message.
    package func send(message: ByteBuffer, opcode: WebSocketFrame.Opcode = .text) {
        send(frame: WebSocketFrame.encode(message, opcode: opcode))
    }

    /// Sends a whole frame that is already encoded (`WebSocketFrame.encode`); its bytes are shared, not copied.
    ///
    /// All frames of one turn of the event loop leave in one write. A socket that does not read is closed with `resume` when more
    /// waits for it than its limits allow. To send one frame to sockets of several event loops, give each loop a copy of its own:
    /// the reference count of a shared one goes back and forth between the cores.
    package func send(frame: ByteBuffer) {
        eventLoop.preconditionInEventLoop()
        guard phase == .open else { return }
        if !outbox.isEmpty, !hasRoom(for: frame) {
            // Perhaps it is only that much was sent in this turn.
            if !isBlocked { flushNow() }
            guard !isBlocked || outbox.isEmpty else { return overflow() }
        }
        enqueue(frame)
    }

    private func hasRoom(for frame: ByteBuffer) -> Bool {
        let limits = core.limits.webSocket
        return outbox.frameCount < limits.waitingFrames && outbox.byteCount + frame.readableBytes <= limits.waitingBytes
    }

    /// Begins to close; what was sent before goes out first.
    package func close(_ code: WebSocketCloseCode, reason: String = "") {
        eventLoop.preconditionInEventLoop()
        guard phase == .open else { return }
        phase = .closing
        closing = closing ?? WebSocketClosing(side: .node, code: code, reason: reason)
        closeDeadline = .now() + TimeAmount(core.limits.webSocket.closeTimeout)
        enqueue(WebSocketFrame.close(code, reason: reason))
        // Not at once: the caller may be walking the very collection that the handler takes this socket out of.
        eventLoop.assumeIsolated().execute { self.tellClosed() }
    }

    private func enqueue(_ frame: ByteBuffer) {
        outbox.append(frame, joining: &roster.seams)
        guard !isUnflushed, !isBlocked else { return }
        isUnflushed = true
        roster.flushLater(self)
    }

    private func overflow() {
        core.counters.webSocketSlow()
        // The client resumes from its cursor, so what waits would be sent twice.
        outbox.removeAll()
        close(.resume, reason: "read too slowly: resume from your cursor")
    }

    func tellClosed() {
        guard !isTold else { return }
        isTold = true
        core.counters.webSocketClosed()
        let handler = handler.take()
        handler?.closed(closing ?? WebSocketClosing(side: .connection, code: .abnormal, reason: ""))
    }
}
