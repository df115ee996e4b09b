import HTTPServing
import HTTPTypes
import Primitives

/// A refusal in the shape that the realtime clients read.
struct BroadcastError: Error {
    let status: HTTPResponse.Status
    let body: JSONValue
    let headers: HTTPFields

    init(_ status: HTTPResponse.Status, body: JSONValue, headers: HTTPFields = [:]) {
        self.status = status
        self.body = body
        self.headers = headers
    }

    init(_ status: HTTPResponse.Status, _ message: String, headers: HTTPFields = [:]) {
        self.init(status, body: ["message": .string(message)], headers: headers)
    }

    init(_ failure: Failure) {
        let retry: HTTPFields = failure.retryAfter.map { [.retryAfter: String(max(1, ($0.milliseconds + 999) / 1_000))] } ?? [:]
        self.init(failure.code.status, failure.message, headers: retry)
    }

    /// What is wrong with the parameters of a single broadcast.
    static func parameter(_ name: String, _ fault: String) -> BroadcastError {
        BroadcastError(.unprocessableContent, body: ["message": .string("\(name) \(fault)"), "errors": [name: [.string(fault)]]])
    }

    static let unauthorized = BroadcastError(.unauthorized, "Unauthorized")
    static let batchTooLarge = BroadcastError(.tooManyRequests, "Too many messages to broadcast, please reduce the batch size")
    static let tooFast = BroadcastError(.tooManyRequests, "Too many messages per second", headers: [.retryAfter: "1"])

    static func payloadTooLarge(_ limit: Int) -> BroadcastError {
        BroadcastError(.contentTooLarge, "The payload of a message is larger than \(limit) bytes")
    }

    /// What the access log says of it.
    var failureCode: FailureCode {
        switch status.code {
        case 401: .unauthenticated
        case 403: .forbidden
        case 405: .methodNotAllowed
        case 408: .requestTimeout
        case 413: .bodyTooLarge
        case 415: .unsupportedMediaType
        case 429: .rateLimited
        case 500: .internalError
        case 503: .unavailable
        case 507: .storageFull
        default: .invalidRequest
        }
    }
}
