package import HTTPTypes
package import Primitives

extension FailureCode {
    /// The one table from failures to HTTP status codes.
    package var status: HTTPResponse.Status {
        switch self {
        case .invalidRequest: .badRequest
        case .malformedBody: .badRequest
        case .bodyTooLarge: .contentTooLarge
        case .unsupportedMediaType: .unsupportedMediaType
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .requestTimeout: .requestTimeout
        case .rangeNotSatisfiable: .rangeNotSatisfiable
        case .unauthenticated: .unauthorized
        case .forbidden: .forbidden
        case .originRefused: .forbidden
        case .setupLinkInvalid: .forbidden
        case .codeInvalid: .forbidden
        case .refreshTokenInvalid: .unauthorized
        case .sessionExpired: .unauthorized
        case .invitationInvalid: .forbidden
        case .banned: .forbidden
        case .signatureInvalid: .forbidden
        case .signatureExpired: .forbidden
        case .conflict: .conflict
        case .staleVersion: .conflict
        case .versionRequired: .init(code: 428, reasonPhrase: "Precondition Required")
        case .duplicateLead: .conflict
        case .leadMerged: .notFound
        case .fieldsRequired: .badRequest
        case .stageNotEmpty: .conflict
        case .projectNotEmpty: .conflict
        case .projectIsDefault: .conflict
        case .lastOwner: .conflict
        case .emailTaken: .conflict
        case .idempotencyKeyReused: .conflict
        case .leaseLost: .conflict
        case .messageConflict: .conflict
        case .idempotencyKeyRequired: .badRequest
        case .unbalanced: .badRequest
        case .alreadyReversed: .conflict
        case .payoutState: .conflict
        case .secondPersonNeeded: .forbidden
        case .busy: .serviceUnavailable
        case .rateLimited: .tooManyRequests
        case .mailUndeliverable: .badGateway
        case .storageFull: .init(code: 507, reasonPhrase: "Insufficient Storage")
        case .unavailable: .serviceUnavailable
        case .internalError: .internalServerError
        }
    }

    /// What a problem is called, the same for each of its kind (RFC 9457 §3.1.3).
    package var title: String {
        switch self {
        case .invalidRequest: "Invalid request"
        case .malformedBody: "Malformed body"
        case .bodyTooLarge: "Body too large"
        case .unsupportedMediaType: "Unsupported media type"
        case .notFound: "Not found"
        case .methodNotAllowed: "Method not allowed"
        case .requestTimeout: "Request timeout"
        case .rangeNotSatisfiable: "Range not satisfiable"
        case .unauthenticated: "Not signed in"
        case .forbidden: "Forbidden"
        case .originRefused: "Origin refused"
        case .setupLinkInvalid: "Set-up link invalid"
        case .codeInvalid: "Code invalid"
        case .refreshTokenInvalid: "Signed out"
        case .sessionExpired: "Session expired"
        case .invitationInvalid: "Invitation invalid"
        case .banned: "Locked out"
        case .signatureInvalid: "Signature invalid"
        case .signatureExpired: "Signature expired"
        case .conflict: "Conflict"
        case .staleVersion: "Stale version"
        case .versionRequired: "Version required"
        case .duplicateLead: "Duplicate lead"
        case .leadMerged: "Lead merged"
        case .fieldsRequired: "Fields required"
        case .stageNotEmpty: "Stage not empty"
        case .projectNotEmpty: "Project not empty"
        case .projectIsDefault: "Default project"
        case .lastOwner: "Last owner"
        case .emailTaken: "E-mail address taken"
        case .idempotencyKeyReused: "Idempotency key reused"
        case .leaseLost: "Lease lost"
        case .messageConflict: "Message conflict"
        case .idempotencyKeyRequired: "Idempotency key required"
        case .unbalanced: "Unbalanced"
        case .alreadyReversed: "Already reversed"
        case .payoutState: "Payout in another state"
        case .secondPersonNeeded: "Second person needed"
        case .busy: "Busy"
        case .rateLimited: "Too many requests"
        case .mailUndeliverable: "Mail undeliverable"
        case .storageFull: "Storage full"
        case .unavailable: "Unavailable"
        case .internalError: "Internal error"
        }
    }

    /// When to try again where the failure does not say, in seconds: long enough for a queue to empty, short enough to wait for.
    var defaultRetrySeconds: Int64? {
        switch self {
        case .busy: 1
        case .rateLimited, .unavailable: 5
        default: nil
        }
    }

    /// The code for a status that came from elsewhere.
    init(status: HTTPResponse.Status) {
        switch status.code {
        case 401: self = .unauthenticated
        case 403: self = .forbidden
        case 404: self = .notFound
        case 405: self = .methodNotAllowed
        case 408: self = .requestTimeout
        case 409: self = .conflict
        case 413: self = .bodyTooLarge
        case 415: self = .unsupportedMediaType
        case 416: self = .rangeNotSatisfiable
        case 429: self = .rateLimited
        case 503: self = .unavailable
        case 507: self = .storageFull
        case 400..<500: self = .invalidRequest
        default: self = .internalError
        }
    }
}
