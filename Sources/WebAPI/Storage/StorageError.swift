import HTTPTypes
import Primitives

/// A refusal in the shape that storage clients read: the status they look at stands in the body, and the response is 400 for most.
struct StorageError: Error {
    let status: Int
    let error: String
    let message: String
    let code: String
    var headers: HTTPFields = [:]
    /// Whether the status is on the wire too: for clients that look at nothing else.
    var isPlain = false

    init(_ status: Int, _ error: String, _ message: String, _ code: String, headers: HTTPFields = [:]) {
        self.status = status
        self.error = error
        self.message = message
        self.code = code
        self.headers = headers
    }

    /// What no client mistakes for a refusal of its own keeps its status on the wire too.
    var httpStatus: HTTPResponse.Status {
        if isPlain { return HTTPResponse.Status(code: status) }
        return switch status {
        case 405, 412, 416, 429, 500...: HTTPResponse.Status(code: status)
        default: .badRequest
        }
    }

    /// What the access log says of it.
    var failureCode: FailureCode {
        switch status {
        case 401: .unauthenticated
        case 403: .forbidden
        case 404: .notFound
        case 405: .methodNotAllowed
        case 408: .requestTimeout
        case 409: .conflict
        case 413: .bodyTooLarge
        case 415: .unsupportedMediaType
        case 416: .rangeNotSatisfiable
        case 429: .rateLimited
        case 500: .internalError
        case 503: .unavailable
        case 507: .storageFull
        default: .invalidRequest
        }
    }

    static let objectMissing = StorageError(404, "not_found", "Object not found", "NoSuchKey")
    static let bucketMissing = StorageError(404, "Bucket not found", "Bucket not found", "NoSuchBucket")
    static let denied = StorageError(403, "Unauthorized", "new row violates row-level security policy", "AccessDenied")
    static let noBearer = StorageError(403, "Unauthorized", "headers must have required property 'authorization'", "AccessDenied")
    static let badBearer = StorageError(403, "Unauthorized", "jwt malformed", "AccessDenied")
    static let badBucketName = StorageError(400, "Invalid Input", "Bucket name invalid", "InvalidBucketName")
    static let builtInBucket = StorageError(
        400, "InvalidRequest", "This bucket belongs to the workspace: it stays private, and can't be deleted or emptied as a whole",
        "InvalidRequest")
    static let leadMissing = StorageError(404, "not_found", "Lead not found: files of a lead are stored as {lead id}/{name}", "NoSuchKey")
    static let noContent = StorageError(400, "InvalidRequest", "No content provided", "InvalidRequest")
    static let revokedLink = StorageError(400, "InvalidSignature", "This link was revoked", "InvalidSignature")
    static let otherPath = StorageError(400, "InvalidSignature", "Invalid signature", "InvalidSignature")

    static let badCursor = schema("body/cursor is not one that a list in this order gave out")

    static func badKey(_ text: String) -> StorageError {
        // What a key may hold at most; the rest of an endless one is of no use to anybody.
        StorageError(400, "InvalidKey", "Invalid key: \(text.prefix(1_024))", "InvalidKey")
    }

    static func schema(_ message: String) -> StorageError { StorageError(400, "Error", message, "InvalidRequest") }

    static func wrongScope(_ wanted: String) -> StorageError {
        StorageError(400, "InvalidSignature", "Token is not scoped for \(wanted)", "InvalidSignature")
    }
}

extension StorageError: JSONWritable {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("statusCode", String(status))
            json.member("error", error)
            json.member("message", message)
            json.member("code", code)
        }
    }
}
