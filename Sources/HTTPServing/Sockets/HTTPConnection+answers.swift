import HTTPTypes
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import Primitives

/// Asks a connection to say `100 Continue` before the body is read (RFC 9110 §10.1.1).
struct ContinueWanted: Sendable {}

/// Says that the body of the present request is taken as long as it makes progress.
struct StreamedBody: Sendable {}

extension HTTPConnection {
    /// Builds the pipeline of an accepted channel.
    static func install(on channel: any Channel, roster: ConnectionRoster, core: ServingCore) throws {
        // Most reads are a request's head or a WebSocket message of some hundred bytes; uploads grow to 256 KiB within a few reads.
        let allocator = AdaptiveRecvByteBufferAllocator(minimum: 64, initial: 1_024, maximum: 256 * 1_024)
        try channel.syncOptions?.setOption(.recvAllocator, value: allocator)
        guard core.counters.admitConnection(limit: core.limits.connections) else {
            core.counters.connectionRefused()
            return try channel.pipeline.syncOperations.addHandler(RefusedConnection(core: core, roster: roster))
        }
        let counters = core.counters
        channel.closeFuture.whenComplete { _ in counters.connectionClosed() }
        let connection = HTTPConnection(core: core, roster: roster)
        try channel.pipeline.syncOperations.addHandler(connection.encoder)
        try channel.pipeline.syncOperations.addHandler(connection.decoder)
        try channel.pipeline.syncOperations.addHandler(connection)
    }

    /// Gives the connection to the calling task: from here on its requests come out of the returned channel.
    ///
    /// `nil` when the connection ended meanwhile.
    func attach() throws -> NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>? {
        guard let context, phase == .waiting, context.channel.isActive else { return nil }
        let channel = try NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>(
            wrappingChannelSynchronously: context.channel, configuration: .init(isOutboundHalfClosureEnabled: true))
        phase = .serving
        let parts = buffered
        buffered = []
        for part in parts { context.fireChannelRead(wrapInboundOut(part)) }
        context.fireChannelReadComplete()
        if let bufferedFault { context.fireErrorCaught(bufferedFault) }
        if inputClosed { context.fireUserInboundEventTriggered(ChannelEvent.inputClosed) }
        if !stopsAfterRequest || readingBody { resumeReads() }
        return channel
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        if event is StreamedBody {
            bodyProgress = 0
            if awaiting == .body { expect(.body, for: core.limits.stallTimeout) }
            promise?.succeed()
            return
        }
        if let file = event as? FilePart {
            guard answersOwed > 0, answerHeadWritten, phase != .lingering else {
                promise?.fail(ChannelError.ioOnClosedChannel)
                return
            }
            filePart = (file, .now())
            let sent = promise ?? context.eventLoop.makePromise(of: Void.self)
            sent.futureResult.assumeIsolated().whenComplete { _ in self.filePart = nil }
            return context.writeAndFlush(wrapOutboundOut(.body(.fileRegion(file.region))), promise: sent)
        }
        guard event is ContinueWanted else { return context.triggerUserOutboundEvent(event, promise: promise) }
        if expectsContinue, readingBody, !answerHeadWritten {
            expectsContinue = false
            context.writeAndFlush(wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))), promise: promise)
        } else {
            promise?.succeed()
        }
    }

    // MARK: Writing

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        // An answer that nobody waits for: the connection was refused or upgraded meanwhile.
        guard answersOwed > 0, phase != .lingering else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(let response):
            context.write(wrapOutboundOut(.head(complete(response))), promise: promise)
        case .body(let bytes):
            context.write(wrapOutboundOut(.body(.byteBuffer(bytes))), promise: promise)
        case .end(let trailers):
            end(trailers, context: context, promise: promise)
        }
    }

    /// Adds what every response has, and what tells the client whether the connection lives on.
    private func complete(_ response: HTTPResponse) -> HTTPResponseHead {
        var head = HTTPResponseHead(response)
        guard response.status.kind != .informational else { return head }
        answerHeadWritten = true
        if core.security.contains(where: { head.headers.contains(name: $0.name) }) {
            for (name, value) in core.security where !(head.headers.contains(name: name)) { head.headers.add(name: name, value: value) }
        } else {
            head.headers.add(contentsOf: core.security)
        }
        head.headers.add(name: "Date", value: roster.date)
        if readingBody, contentLength ?? Int.max > core.limits.skippedBodyBytes { closesAfterAnswers = true }
        if version != .http1_1 || (method == .HEAD && !head.headers.contains(name: "content-length")) {
            // Chunks would be unknown to HTTP/1.0, and be taken for a body after a HEAD.
            head.version = .http1_0
            if !head.headers.contains(name: "content-length") { closesAfterAnswers = true }
        }
        if closesAfterAnswers, answersOwed == 1 {
            head.headers.replaceOrAdd(name: "Connection", value: "close")
        } else if head.version != .http1_1 {
            head.headers.replaceOrAdd(name: "Connection", value: "keep-alive")
        }
        return head
    }

    private func end(_ trailers: HTTPFields?, context: ChannelHandlerContext, promise: EventLoopPromise<Void>?) {
        answersOwed -= 1
        answerHeadWritten = false
        let isLast = answersOwed == 0
        let written = isLast && closesAfterAnswers ? promise ?? context.eventLoop.makePromise(of: Void.self) : promise
        context.write(wrapOutboundOut(.end(trailers.map { HTTPHeaders($0) })), promise: written)
        guard isLast else { return }
        if closesAfterAnswers {
            // What is left of the answer may be too little to make the channel unwritable, and nobody take it.
            expect(.answer, for: core.limits.stallTimeout)
            written?.futureResult.assumeIsolated().whenComplete { _ in self.endConnection() }
        } else if !readingBody {
            expect(.idle, for: core.limits.idleTimeout)
        }
    }

    /// After the last answer is with the kernel.
    private func endConnection() {
        guard let context, phase != .closed else { return }
        // Closing with unread bytes makes the kernel send a reset that can overtake the answer.
        guard readingBody || discardsInput || stopsAfterRequest, !inputClosed else { return drop() }
        phase = .lingering
        discardsInput = true
        expect(.linger, for: core.limits.lingerTimeout)
        context.close(mode: .output, promise: nil)
        guard !stopsAfterRequest else { return }
        pausesReads = false
        context.read()
    }

    /// Answers in place of a handler and ends the connection.
    ///
    /// - Parameter trace: the caller's, where so much of the request was read.
    func refuse(_ failure: Failure, status: HTTPResponse.Status? = nil, trace: TraceID? = nil) {
        guard let context else { return }
        let traceID = trace ?? TraceID()
        var (head, body) = ProblemResponse.parts(failure, status: status, traceID: traceID)
        head.headerFields[.traceparent] = TraceContext(traceID: traceID, spanID: SpanID()).traceparent
        core.logger.info(
            "Request refused",
            metadata: ["traceId": "\(traceID)", "status": "\(head.status.code)", "errorCode": "\(failure.code.rawValue)"])
        discardsInput = true
        closesAfterAnswers = true
        readingBody = true
        answersOwed = 1
        write(context: context, data: wrapOutbound(.head(head)), promise: nil)
        write(context: context, data: wrapOutbound(.body(body)), promise: nil)
        write(context: context, data: wrapOutbound(.end(nil)), promise: nil)
        context.flush()
    }

    private func wrapOutbound(_ part: HTTPResponsePart) -> NIOAny { NIOAny(part) }

    // MARK: WebSockets

    /// Answers the first request, which asked for a WebSocket, with something else.
    func refuseUpgrade(_ head: HTTPResponse, body: ByteBuffer) {
        guard let context, phase == .upgrading else { return }
        write(context: context, data: wrapOutbound(.head(head)), promise: nil)
        write(context: context, data: wrapOutbound(.body(body)), promise: nil)
        write(context: context, data: wrapOutbound(.end(nil)), promise: nil)
        context.flush()
    }

    /// Switches protocols: writes `101`, takes HTTP out of the pipeline and opens a WebSocket in its place.
    ///
    /// False when the connection ended meanwhile.
    func upgrade(headers: HTTPHeaders, traceID: TraceID, handler: @Sendable () -> any WebSocketHandler) throws -> Bool {
        guard let context, phase == .upgrading || phase == .serving, answersOwed == 1, !readingBody, context.channel.isActive else {
            return false
        }
        let channel = context.channel
        let pipeline = channel.pipeline.syncOperations
        context.write(
            wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .switchingProtocols, headers: headers))), promise: nil)
        let switched = context.writeAndFlush(wrapOutboundOut(.end(nil)))
        let socket = WebSocket(channel: channel, roster: roster, core: core, traceID: traceID)
        try pipeline.addHandler(socket, position: .before(self))
        roster.replace(self, by: socket)
        let wantsRead = readWanted
        answersOwed = 0
        phase = .closed
        buffered = []
        pipeline.removeHandler(self, promise: nil)
        pipeline.removeHandler(encoder, promise: nil)
        socket.block(until: switched)
        socket.open(handler())
        // What came after the request reaches the socket from here.
        pipeline.removeHandler(decoder, promise: nil)
        if wantsRead { channel.pipeline.read() }
        return true
    }
}
