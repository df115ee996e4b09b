import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Primitives

/// One line for each request, when its response is out.
struct AccessLog {
    /// Asked by machines every few seconds for ever: at debug.
    static let quietRoutes: Set<String> = ["/health", "/metrics"]

    /// The most that one line has.
    private static let fieldCount = 12

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
        var metadata = Logger.Metadata(minimumCapacity: Self.fieldCount)
        metadata["method"] = .string(method.rawValue)
        metadata["route"] = .string(route)
        metadata["status"] = .stringConvertible(status)
        metadata["durationMs"] = .stringConvertible(Double(elapsed.microseconds) / 1_000)
        if let spanID { metadata["spanId"] = .string(spanID.description) }
        if let bytes { metadata["bytes"] = .stringConvertible(bytes) }
        if let workspaceID = facts.workspaceID { metadata["workspaceId"] = .string(workspaceID) }
        if let userID = facts.userID { metadata["userId"] = .string(userID) }
        if let leadID = facts.leadID { metadata["leadId"] = .string(leadID) }
        if let errorCode = facts.errorCode { metadata["errorCode"] = .string(errorCode.rawValue) }
        if isQuiet { metadata["quiet"] = .stringConvertible(true) }
        if isAborted { metadata["aborted"] = .stringConvertible(true) }
        logger.log(level: level, "Request answered", metadata: metadata)
    }
}
