import HTTPTypes
import NIOCore
import NIOHTTP1
import Primitives

/// A connection above the cap: told 503 with `Retry-After` without being read, then closed once it has had time to read that.
final class RefusedConnection: ChannelInboundHandler, ConnectionRoster.Member {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    var seat = -1
    private let core: ServingCore
    private let roster: ConnectionRoster
    private var context: ChannelHandlerContext?
    private var deadline = NIODeadline.distantFuture

    init(core: ServingCore, roster: ConnectionRoster) {
        self.core = core
        self.roster = roster
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        roster.add(self)
        if context.channel.isActive { answer(context) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        roster.remove(self)
    }

    func channelActive(context: ChannelHandlerContext) {
        answer(context)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed { context.close(promise: nil) }
    }

    func tick(now: NIODeadline) {
        if now >= deadline { context?.close(promise: nil) }
    }

    func drain() { context?.close(promise: nil) }
    func drop() { context?.close(promise: nil) }

    private func answer(_ context: ChannelHandlerContext) {
        guard deadline == .distantFuture else { return }
        deadline = .now() + TimeAmount(core.limits.lingerTimeout)
        // No slot is held for it in the cap, so this list needs a bound of its own.
        guard roster.admitRefusal(limit: core.limits.refusals) else { return context.close(promise: nil) }
        context.channel.closeFuture.assumeIsolated().whenComplete { [roster] _ in roster.refusalEnded() }
        let failure = Failure(.busy, "The node has as many connections as it takes. Try again in a moment.", retryAfter: .seconds(2))
        let (head, body) = ProblemResponse.parts(failure, status: nil, traceID: TraceID())
        var text = "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n"
        for field in head.headerFields { text += "\(field.name.rawName): \(field.value)\r\n" }
        for (name, value) in core.security { text += "\(name): \(value)\r\n" }
        text += "Date: \(roster.date)\r\n\r\n"
        var bytes = context.channel.allocator.buffer(string: text)
        bytes.writeImmutableBuffer(body)
        let context = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.value.writeAndFlush(wrapOutboundOut(bytes)).whenComplete { _ in context.value.close(mode: .output, promise: nil) }
    }
}
