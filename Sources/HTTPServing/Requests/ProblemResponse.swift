import FoundationEssentials
package import HTTPTypes
package import Hummingbird
package import Logging
import NIOCore
import NIOHTTP1
package import Primitives

/// Errors as `application/problem+json` (RFC 9457) with the stable `code` and the `traceId` to quote.
package enum ProblemResponse {
    private struct Body: Encodable {
        let type = "about:blank"
        let title: String
        let status: Int
        let code: FailureCode
        let detail: String
        let traceId: String
        let fields: [FieldFault]
        let members: [String: JSONValue]

        private struct Key: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }
            init(_ name: String) { stringValue = name }
            init?(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            // First, so that no member of a caller's own can take a standard one's place.
            for (name, value) in members { try container.encode(value, forKey: Key(name)) }
            try container.encode(type, forKey: Key("type"))
            try container.encode(title, forKey: Key("title"))
            try container.encode(status, forKey: Key("status"))
            try container.encode(code, forKey: Key("code"))
            try container.encode(detail, forKey: Key("detail"))
            try container.encode(traceId, forKey: Key("traceId"))
            try container.encode(fields, forKey: Key("fields"))
        }
    }

    /// The response to something thrown by a handler: a failure is told as it is, a defect is logged here and told as a fixed text.
    package static func response(to error: any Error, record: RequestRecord, logger: Logger) -> Response {
        switch error {
        case let failure as Failure:
            if let cause = failure.cause {
                logger.debug("Request failed", metadata: ["errorCode": "\(failure.code.rawValue)", "cause": "\(cause)"])
            }
            return response(failure, record: record)
        case let error as HTTPError:
            let code = FailureCode(status: error.status)
            if code == .internalError { logger.error("Request failed by a defect", metadata: ["error": "\(error)"]) }
            let failure = Failure(code, code == .internalError ? defectText : error.body ?? text(for: code))
            return response(failure, record: record, status: error.status, headers: error.headers)
        case is NIOTooManyBytesError:
            return response(Failure(.bodyTooLarge, text(for: .bodyTooLarge)), record: record)
        case is HTTPParserError:
            return response(Failure(.malformedBody, "The request's body is not framed as HTTP/1.1 wants it."), record: record)
        case is CancellationError:
            return response(Failure(.unavailable, "The node is shutting down. Try again in a moment."), record: record)
        case let error as any HTTPResponseError:
            let code = FailureCode(status: error.status)
            return response(Failure(code, text(for: code)), record: record, status: error.status)
        default:
            logger.error("Request failed by a defect", metadata: ["error": "\(error)"])
            return response(Failure(.internalError, defectText), record: record)
        }
    }

    /// - Parameter members: more members of the problem (RFC 9457 §3.2), beside the failure's own.
    package static func response(
        _ failure: Failure, record: RequestRecord, status: HTTPResponse.Status? = nil, headers: HTTPFields = [:],
        members: [String: JSONValue] = [:]
    ) -> Response {
        record.errorCode = failure.code
        let (head, body) = parts(failure, status: status, traceID: record.traceID, members: members)
        var fields = head.headerFields
        for field in headers where field.name != .contentType && field.name != .contentLength { fields.append(field) }
        return Response(status: head.status, headers: fields, body: ResponseBody(byteBuffer: body))
    }

    /// Head and body of a problem, for where there is no Hummingbird.
    package static func parts(
        _ failure: Failure, status: HTTPResponse.Status?, traceID: TraceID, members: [String: JSONValue] = [:]
    ) -> (head: HTTPResponse, body: ByteBuffer) {
        let status = status ?? failure.code.status
        let problem = Body(
            title: failure.code.title, status: status.code, code: failure.code, detail: failure.message, traceId: traceID.description,
            fields: failure.fields, members: failure.members.merging(members) { $1 })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        let body: ByteBuffer
        do {
            body = ByteBuffer(bytes: try encoder.encode(problem))
        } catch {
            // Only a member that is not a JSON number (NaN) gets here: the rest must still be said.
            body = ByteBuffer(
                string: #"{"type":"about:blank","status":\#(status.code),"code":"\#(failure.code.rawValue)","traceId":"\#(traceID)"}"#)
        }
        var fields: HTTPFields = [
            .contentType: "application/problem+json", .contentLength: String(body.readableBytes), .cacheControl: "no-store",
        ]
        if let seconds = failure.retryAfter.map({ max(1, ($0.milliseconds + 999) / 1_000) }) ?? failure.code.defaultRetrySeconds {
            fields[.retryAfter] = String(seconds)
            if let limit = failure.limit { limit.write(to: &fields, retryAfter: seconds) }
        }
        if status == .unauthorized { fields[.wwwAuthenticate] = #"Bearer realm="uprising""# }
        return (HTTPResponse(status: status, headerFields: fields), body)
    }

    /// All that a caller learns of a defect.
    static let defectText = "Something went wrong on this node. It has been noted; quote the traceId when you ask about it."

    private static func text(for code: FailureCode) -> String {
        switch code {
        case .notFound: "There is nothing at this address."
        case .methodNotAllowed: "This address does not take this method; the Allow header lists those that it takes."
        case .bodyTooLarge: "The request's body is larger than this address takes."
        case .unauthenticated: "Sign in first, or send a token that is valid."
        case .unsupportedMediaType: "The body's media type is not taken here."
        default: "\(code.title)."
        }
    }

    static func notFound() -> Failure { Failure(.notFound, text(for: .notFound)) }
    static func methodNotAllowed() -> Failure { Failure(.methodNotAllowed, text(for: .methodNotAllowed)) }
}
