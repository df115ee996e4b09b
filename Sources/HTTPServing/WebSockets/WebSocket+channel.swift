import NIOCore

extension WebSocket: ChannelInboundHandler, ConnectionRoster.Member {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// From the switch of protocols on.
    func open(_ handler: any WebSocketHandler) {
        self.handler = handler
        core.counters.webSocketOpened()
        if let channel = context?.channel, !core.isSecure { descriptor = Self.descriptor(of: channel) }
        handler.opened(self)
        if roster.isDraining { drain() }
    }

    private static func descriptor(of channel: any Channel) -> CInt {
        // A handler that transforms bytes is passed by: not for a socket that speaks TLS.
        let found = try? channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { $0 }
        return found ?? -1
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    private func end() {
        phase = .closed
        context = nil
        descriptor = -1
        outbox.removeAll()
        roster.remove(self)
        tellClosed()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A reset or a timeout of the kernel's: the channel ends by itself, with nobody left to tell.
        context.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed {
            // A WebSocket has no half-closed state.
            context.close(promise: nil)
        }
    }

    // MARK: Receiving

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard phase != .closed, !closeReceived else { return }
        lastFrame = .now()
        parser.append(unwrapInboundIn(data))
        do throws(WebSocketParser.Fault) {
            while phase != .closed, !closeReceived, let event = try parser.next() { receive(event) }
            parser.trim()
        } catch {
            closeReceived = true
            if phase == .open { close(error.code, reason: error.reason) }
        }
    }

    private func receive(_ event: WebSocketParser.Event) {
        awaitsPong = false
        switch event {
        case .text(let message):
            if phase == .open { handler?.text(message) }
        case .binary(let message):
            if phase == .open { handler?.binary(message) }
        case .ping(let payload):
            send(message: payload, opcode: .pong)
        case .pong:
            break
        case .close(let code, let reason):
            closeReceived = true
            if phase == .open {
                closing = WebSocketClosing(side: .client, code: code, reason: reason)
                close(code, reason: "")
            }
            finish()
        }
    }

    /// Both close frames are on their way: the server ends the connection (RFC 6455 §7.1.1).
    private func finish() {
        flushNow()
        // Otherwise when the last of it has gone, or at the close deadline.
        if outbox.isEmpty, !isBlocked { drop() }
    }

    // MARK: Deadlines

    func tick(now: NIODeadline) {
        guard let context else { return }
        let limits = core.limits.webSocket
        if phase == .closing {
            if now >= closeDeadline { context.close(promise: nil) }
            return
        }
        if awaitsPong, now - lastPing > TimeAmount(limits.pongTimeout) {
            core.counters.connectionTimedOut()
            return close(.goingAway, reason: "no answer to a ping")
        }
        if now - lastFrame > TimeAmount(limits.idleTimeout) {
            core.counters.connectionTimedOut()
            return close(.goingAway, reason: "idle")
        }
        if !awaitsPong, now - lastPing > TimeAmount(limits.pingInterval) {
            lastPing = now
            awaitsPong = true
            send(frame: WebSocketFrame.ping)
        }
    }

    func drain() { close(.restart, reason: "the node restarts") }
    func drop() { context?.close(promise: nil) }
}
