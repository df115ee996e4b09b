package import Logging

/// What the log says of one answered request: the fields of its line in one value, put into words by whoever writes the line.
///
/// It is made on every request’s way out. As a dictionary the fields would cost the request twice as much, and the writer’s thread more,
/// which would look each of them up and free it.
package final class RequestLine: Sendable, CustomStringConvertible {
    /// The name that it has in metadata, where it stands alone.
    private static let key = "request"

    private let method: String
    private let route: String
    private let status: Int
    private let durationMs: Double
    private let spanID: SpanID?
    private let bytes: Int?
    private let workspaceID: String?
    private let userID: String?
    private let leadID: String?
    private let errorCode: FailureCode?
    private let isQuiet: Bool
    private let isAborted: Bool

    /// - Parameters:
    ///   - route: the template, with no value of a path.
    ///   - durationMs: from the head of the request to the end of its answer.
    ///   - bytes: of the answer's body, where that was known before it went out.
    ///   - isQuiet: asked by machines for ever: health checks and metrics.
    ///   - isAborted: the answer did not get out whole.
    package init(
        method: String, route: String, status: Int, durationMs: Double, spanID: SpanID?, bytes: Int?, workspaceID: String?,
        userID: String?, leadID: String?, errorCode: FailureCode?, isQuiet: Bool = false, isAborted: Bool = false
    ) {
        self.method = method
        self.route = route
        self.status = status
        self.durationMs = durationMs
        self.spanID = spanID
        self.bytes = bytes
        self.workspaceID = workspaceID
        self.userID = userID
        self.leadID = leadID
        self.errorCode = errorCode
        self.isQuiet = isQuiet
        self.isAborted = isAborted
    }

    /// The one that this metadata is, if it is one.
    package static func from(_ metadata: Logger.Metadata?) -> RequestLine? {
        guard let metadata, metadata.count == 1, case .stringConvertible(let value) = metadata[key] else { return nil }
        return value as? RequestLine
    }

    /// For a statement of a logger.
    package var metadata: Logger.Metadata { [Self.key: .stringConvertible(self)] }

    /// For back ends that know nothing of it.
    package var description: String { "\(method) \(route) \(status)" }

    package subscript(key: String) -> Logger.MetadataValue? {
        var found: Logger.MetadataValue?
        forEach { if $0 == key { found = $1 } }
        return found
    }

    /// Each field that there is.
    package func forEach(_ body: (String, Logger.MetadataValue) -> Void) {
        body("method", .string(method))
        body("route", .string(route))
        body("status", .stringConvertible(status))
        body("durationMs", .stringConvertible(durationMs))
        if let spanID { body("spanId", .string(spanID.description)) }
        if let bytes { body("bytes", .stringConvertible(bytes)) }
        if let workspaceID { body("workspaceId", .string(workspaceID)) }
        if let userID { body("userId", .string(userID)) }
        if let leadID { body("leadId", .string(leadID)) }
        if let errorCode { body("errorCode", .string(errorCode.rawValue)) }
        if isQuiet { body("quiet", .string("true")) }
        if isAborted { body("aborted", .string("true")) }
    }
}
