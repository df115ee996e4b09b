import HTTPTypes
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import Primitives

/// The guard of one connection: holds it to the limits and deadlines, answers what never becomes a request, and hands over to a WebSocket.
///
/// Stands between NIO's HTTP/1 codec and, from the first request on, the asynchronous channel that Hummingbird reads. A connection whose
/// first request is an upgrade never gets that channel.
final class HTTPConnection: ChannelDuplexHandler, RemovableChannelHandler, ConnectionRoster.Member {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    enum Phase {
        /// No request yet.
        case fresh
        /// The first request is buffered until a task of the service takes the connection.
        case waiting
        case serving
        /// The first request asks for a WebSocket and is being decided on.
        case upgrading
        /// Answered for the last time; what still comes in is thrown away.
        case lingering
        case closed
    }

    /// What the deadline is for.
    enum Awaiting { case nothing, head, idle, body, answer, linger }

    let core: ServingCore
    let roster: ConnectionRoster
    let encoder: HTTPResponseEncoder
    let decoder: ByteToMessageHandler<HTTPRequestDecoder>
    var seat = -1

    var context: ChannelHandlerContext?
    var phase = Phase.fresh
    var awaiting = Awaiting.nothing
    var deadline = NIODeadline.distantFuture
    var hasPartialHead = false
    /// First request, until a task takes the connection. Bounded: reading pauses with the first part.
    var buffered: [HTTPRequestPart] = []
    /// What ended the body of a buffered request.
    var bufferedFault: Failure?
    var inputClosed = false
    var pausesReads = false
    /// NIO's decoder stops for good after a request that asks for an upgrade, granted or not, and would only pile up what is read.
    var stopsAfterRequest = false
    var readWanted = false

    /// Requests passed on whose answer is not complete.
    var answersOwed = 0
    var readingBody = false
    var discardsInput = false
    var closesAfterAnswers = false
    var answerHeadWritten = false
    var version = HTTPVersion.http1_1
    var method = HTTPMethod.GET
    var contentLength: Int?
    var expectsContinue = false
    /// Bytes of a streamed body since its deadline was last put off; `nil` for a body that has to be there by one deadline.
    var bodyProgress: Int?
    /// The head of a request for a WebSocket that came after other requests.
    var upgradeHead: HTTPRequestHead?
    var stalledSince: NIODeadline?
    /// The stretch of a file that is on its way, and since when: what is left of it may be too little to make the channel unwritable.
    var filePart: (part: FilePart, since: NIODeadline)?
    /// Told once, when nobody waits for the present answer any more.
    private var clientGone: (() -> Void)?

    init(core: ServingCore, roster: ConnectionRoster) {
        self.core = core
        self.roster = roster
        encoder = HTTPResponseEncoder()
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = max(core.limits.headerFieldBytes, core.limits.targetBytes)
        limits.maxHeaderListSize = core.limits.headerBytes + core.limits.targetBytes
        limits.maxHeaderFieldCount = core.limits.headerCount
        decoder = ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes, limitConfiguration: limits))
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        roster.add(self)
        expect(.head, for: core.limits.headTimeout)
        if roster.isDraining { drain() }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        if phase != .closed { phase = .closed }
        roster.remove(self)
    }

    func channelInactive(context: ChannelHandlerContext) {
        phase = .closed
        roster.remove(self)
        tellClientGone()
        context.fireChannelInactive()
    }

    /// Calls `action` when the client stops sending for good, at once if it has. One request at a time is answered, so the last one asks.
    func onClientGone(_ action: @escaping () -> Void) {
        clientGone = action
        if inputClosed || phase == .closed { tellClientGone() }
    }

    private func tellClientGone() {
        clientGone?()
        clientGone = nil
    }

    // MARK: Deadlines

    func expect(_ what: Awaiting, for duration: Duration) {
        awaiting = what
        deadline = .now() + TimeAmount(duration)
    }

    func expectNothing() {
        awaiting = .nothing
        deadline = .distantFuture
    }

    func tick(now: NIODeadline) {
        guard let context else { return }
        if let stalledSince, now - stalledSince > TimeAmount(core.limits.stallTimeout) {
            core.counters.connectionTimedOut()
            return drop()
        }
        if let filePart {
            guard now - filePart.since <= TimeAmount(core.limits.stallTimeout) else {
                core.counters.connectionTimedOut()
                return drop()
            }
            if filePart.part.isCut { return drop() }
        }
        guard now >= deadline else { return }
        switch awaiting {
        case .nothing:
            return
        case .head where hasPartialHead:
            core.counters.connectionTimedOut()
            refuse(Failure(.requestTimeout, "The request's head took too long to arrive. Send it again."))
        case .body where !answerHeadWritten && (phase == .serving || phase == .waiting):
            // The reader of the body gets the failure and answers with it; if it does not, the connection ends at the next deadline.
            core.counters.connectionTimedOut()
            closesAfterAnswers = true
            discardsInput = true
            expect(.answer, for: core.limits.headTimeout)
            failBody(Failure(.requestTimeout, "The request's body took too long to arrive. Send it again."), context: context)
        case .head, .idle, .linger:
            drop()
        case .body, .answer:
            core.counters.connectionTimedOut()
            drop()
        }
    }

    func drain() {
        if answersOwed == 0, phase == .fresh || phase == .serving {
            drop()
        } else {
            closesAfterAnswers = true
        }
    }

    func drop() {
        context?.close(promise: nil)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        stalledSince = context.channel.isWritable ? nil : .now()
        context.fireChannelWritabilityChanged()
    }

    // MARK: Reading

    func read(context: ChannelHandlerContext) {
        if pausesReads { readWanted = true } else { context.read() }
    }

    func resumeReads() {
        pausesReads = false
        guard readWanted else { return }
        readWanted = false
        context?.read()
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        switch awaiting {
        case .idle:
            // Bytes came, but no head: the first of one.
            hasPartialHead = true
            expect(.head, for: core.limits.headTimeout)
        case .head:
            hasPartialHead = true
        case .linger:
            // The asynchronous channel may have stopped asking.
            if !pausesReads { context.read() }
        case .nothing, .body, .answer:
            break
        }
        context.fireChannelReadComplete()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed {
            inputClosed = true
            closesAfterAnswers = true
            tellClientGone()
            if answersOwed == 0 || phase == .lingering || phase == .upgrading { return drop() }
            if phase == .waiting { return }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // The decoder goes on complaining about what follows a malformed request.
        if discardsInput, error is ByteToMessageDecoderError { return }
        if core.isSecure, isOfTLS(error) { return }
        guard let error = error as? HTTPParserError else { return context.fireErrorCaught(error) }
        guard !discardsInput, phase != .lingering, phase != .closed else { return }
        core.counters.requestMalformed()
        if answersOwed == 0 {
            refuse(Failure(malformedHead: error), status: error == .headerOverflow ? .requestHeaderFieldsTooLarge : nil)
        } else {
            closesAfterAnswers = true
            discardsInput = true
            guard readingBody else { return }
            failBody(Failure(.malformedBody, "The request's body is not framed as HTTP/1.1 wants it.", cause: error), context: context)
        }
    }

    /// Whoever reads the body, now or once a task has taken the connection, gets the failure.
    private func failBody(_ failure: Failure, context: ChannelHandlerContext) {
        if phase == .serving { context.fireErrorCaught(failure) } else { bufferedFault = failure }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        if discardsInput {
            if case .end = part { readingBody = false }
            return
        }
        switch part {
        case .head(let head):
            receive(head, context: context)
        case .body(let bytes):
            progress(bytes.readableBytes)
            pass(.body(bytes), context: context)
        case .end(let trailers):
            readingBody = false
            if stopsAfterRequest { pausesReads = true }
            if awaiting == .body { expectNothing() }
            // A refused body that was read to its end after the answer: the connection is idle again.
            if answersOwed == 0, phase == .serving { expect(.idle, for: core.limits.idleTimeout) }
            pass(.end(trailers.map { HTTPFields($0, splitCookie: false) }), context: context)
        }
    }

    /// A streamed body may take its time, but not for ever: each stretch has to come within the time of a stall.
    private func progress(_ count: Int) {
        guard let progress = bodyProgress, awaiting == .body else { return }
        bodyProgress = progress + count
        guard progress + count >= core.limits.streamedStretchBytes else { return }
        bodyProgress = 0
        expect(.body, for: core.limits.stallTimeout)
    }

    private func pass(_ part: HTTPRequestPart, context: ChannelHandlerContext) {
        switch phase {
        case .waiting, .upgrading: buffered.append(part)
        case .serving: context.fireChannelRead(wrapInboundOut(part))
        case .fresh, .lingering, .closed: break
        }
    }

    private func receive(_ head: HTTPRequestHead, context: ChannelHandlerContext) {
        hasPartialHead = false
        guard !closesAfterAnswers, answersOwed < core.limits.pipelinedRequests else {
            closesAfterAnswers = true
            discardsInput = true
            return
        }
        let request: HTTPRequest
        do throws(HeadFault) {
            request = try HTTPRequest(checking: head, scheme: core.isSecure ? "https" : "http", limits: core.limits)
        } catch {
            core.counters.requestMalformed()
            if answersOwed == 0 {
                version = head.version
                let trace = head.headers.first(name: "traceparent").flatMap { TraceID(traceparent: $0) }
                refuse(error.failure, status: error.status, trace: trace)
            } else {
                closesAfterAnswers = true
                discardsInput = true
            }
            return
        }
        answersOwed += 1
        readingBody = true
        version = head.version
        method = head.method
        contentLength = head.headers.first(name: "content-length").flatMap { Int($0) }
        expectsContinue = head.version == .http1_1 && head.headers.first(name: "expect")?.lowercased() == "100-continue"
        bodyProgress = nil
        expect(.body, for: core.limits.bodyTimeout)
        if !head.isKeepAlive { closesAfterAnswers = true }

        var route: WebSocketRoute?
        if head.method == .CONNECT || head.headers.contains(name: "upgrade") {
            closesAfterAnswers = true
            stopsAfterRequest = true
            if answersOwed == 1, WebSocketHandshake.isAskedFor(by: head) {
                route = core.webSockets[request.pathWithoutQuery]
                if route != nil { upgradeHead = head }
            }
        }
        guard phase == .fresh else { return pass(.head(request), context: context) }

        pausesReads = true
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        let start: ConnectionStart
        if let route {
            phase = .upgrading
            start = .upgrade(bound, context.channel, head, route)
        } else {
            phase = .waiting
            buffered.append(.head(request))
            start = .http(bound, context.channel)
        }
        if case .enqueued = core.starts.yield(start) { return }
        drop()
    }
}
