import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Primitives

/// One line for each request, when its response is out.
struct AccessLog {
    /// Asked by machines every few seconds for ever: at debug.
    static let quietRoutes: Set<String> = ["/health", "/metrics"]

    /// Carries the trace id.
    let logger: Logger
    var spanID: SpanID?
    private let began = NIODeadline.now()

    var elapsed: Duration { .nanoseconds((NIODeadline.now() - began).nanoseconds) }

    func write(
        method: HTTPRequest.Method, route: String, status: Int, bytes: Int?, record: RequestRecord, isAborted: Bool = false
    ) {
        let facts = record.facts
        // Whose answer failed is news all the same.
        let isQuiet = (Self.quietRoutes.contains(route) || facts.isQuiet) && status < 500
        let level: Logger.Level = isQuiet ? .debug : .info
        guard logger.logLevel <= level else { return }
        let line = RequestLine(
            method: method.rawValue, route: route, status: status, durationMs: Double(elapsed.microseconds) / 1_000, spanID: spanID,
            bytes: bytes, workspaceID: facts.workspaceID, userID: facts.userID, leadID: facts.leadID, errorCode: facts.errorCode,
            isQuiet: isQuiet, isAborted: isAborted)
        logger.log(level: level, "Request answered", metadata: line.metadata)
    }
}
