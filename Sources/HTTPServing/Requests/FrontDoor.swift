import HTTPTypes
import Hummingbird
import HummingbirdCore
import Instrumentation
import Logging
import NIOCore
import NIOHTTP1
import Primitives

/// What happens to every request, whatever its route: trace, logger, assets, problems, access log.
struct FrontDoor<Responder: HTTPResponder>: Sendable where Responder.Context: ServingContext {
    let responder: Responder
    let routes: RouteTable
    let assets: StaticAssets?
    let isSecure: Bool
    let observer: (any RequestObserver)?
    let logger: Logger

    private struct Answer {
        var response: Response
        let route: String
    }

    @concurrent func respond(to request: Request, writer: consuming ResponseWriter, channel: any Channel) async throws {
        let trace = RequestTrace(
            method: request.method, traceparent: request.headers[.traceparent], tracestate: request.headers[.tracestate])
        let record = RequestRecord(traceID: trace.place.traceID, channel: channel, isSecure: isSecure)
        var logger = logger
        logger[metadataKey: "traceId"] = .stringConvertible(trace.place.traceID)
        let log = AccessLog(logger: logger, spanID: trace.place.spanID)
        var answer = await ServiceContext.$current.withValue(trace.context) {
            await withLogger(logger) { logger in await self.answer(request, record: record, logger: logger) }
        }
        if request.method == .head { answer.response = Self.withoutBody(answer.response) }
        answer.response.headers.append(HTTPField(name: .traceparent, value: trace.place.traceparent))
        let status = answer.response.status.code
        let bytes = answer.response.body.contentLength
        var isAborted = false
        defer {
            trace.end(method: request.method, route: answer.route, status: status, record: record, isAborted: isAborted)
            observer?.answered(method: request.method, route: answer.route, status: status, duration: log.elapsed)
        }
        do {
            try await writer.write(response: answer.response.head, body: answer.response.body)
        } catch {
            isAborted = true
            log.write(method: request.method, route: answer.route, status: status, bytes: nil, record: record, isAborted: true)
            if !(error is ChannelError || error is IOError || error is CancellationError) {
                logger.error("Response failed on its way out", metadata: ["error": "\(error)"])
            }
            // Hummingbird answers a parser's error itself, which would be a second response.
            throw error is HTTPParserError ? ChannelError.ioOnClosedChannel : error
        }
        log.write(method: request.method, route: answer.route, status: status, bytes: bytes, record: record)
    }

    /// With the Content-Length of what `GET` would get, or none where that is not known.
    private static func withoutBody(_ response: Response) -> Response {
        let length = response.body.contentLength
        let body = length == nil ? ResponseBody(contentLength: nil) { writer in try await writer.finish(nil) } : ResponseBody()
        return Response(status: response.status, headers: response.headers, body: body)
    }

    private func answer(_ request: Request, record: RequestRecord, logger: Logger) async -> Answer {
        if let assets, let response = assets.response(to: request) { return Answer(response: response, route: "(asset)") }
        let context = Responder.Context(source: ServingContextSource(logger: logger, record: record))
        var request = request
        if request.method == .head, routes.answersHeadByGet(at: request.uri.path) {
            var head = request.head
            head.method = .get
            request = Request(head: head, body: request.body)
        }
        var response: Response
        do {
            response = try await responder.respond(to: request, context: context)
        } catch {
            response = ProblemResponse.response(to: error, record: record, logger: logger)
        }
        // What Hummingbird's router says when it has no such route.
        let route = context.coreContext.endpointPath.value ?? "(none)"
        guard route == "NotFound" else { return Answer(response: response, route: route) }

        let path = request.uri.path
        var methods = routes.methods(at: path)
        if methods.isEmpty, assets?.contains(path) ?? false { methods = [.get, .head] }
        if !methods.isEmpty {
            response = ProblemResponse.response(
                ProblemResponse.methodNotAllowed(), record: record, headers: [.allow: methods.map(\.rawValue).joined(separator: ", ")])
        } else if let page = assets?.page(for: request) {
            record.errorCode = nil
            return Answer(response: page, route: "(page)")
        } else if response.status == .notFound {
            response = ProblemResponse.response(ProblemResponse.notFound(), record: record)
        }
        return Answer(response: response, route: "(none)")
    }
}
