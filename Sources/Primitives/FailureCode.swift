/// The stable codes of failures. They are part of the API: never renamed, never given a second meaning.
///
/// `docs/errors.md` lists each with its status and remedy; a test holds the list and this type together.
package enum FailureCode: String, CaseIterable, Sendable, Codable {
    // The request itself
    case invalidRequest = "invalid_request"
    case malformedBody = "malformed_body"
    case bodyTooLarge = "body_too_large"
    case unsupportedMediaType = "unsupported_media_type"
    case notFound = "not_found"
    case methodNotAllowed = "method_not_allowed"
    case requestTimeout = "request_timeout"
    case rangeNotSatisfiable = "range_not_satisfiable"

    // Who asks
    case unauthenticated = "unauthenticated"
    case forbidden = "forbidden"
    case originRefused = "origin_refused"
    case setupLinkInvalid = "setup_link_invalid"
    case codeInvalid = "code_invalid"
    case refreshTokenInvalid = "refresh_token_invalid"
    case sessionExpired = "session_expired"
    case invitationInvalid = "invitation_invalid"
    case banned = "banned"
    case signatureInvalid = "signature_invalid"
    case signatureExpired = "signature_expired"

    // State
    case conflict = "conflict"
    case staleVersion = "stale_version"
    case versionRequired = "version_required"
    case duplicateLead = "duplicate_lead"
    case leadMerged = "lead_merged"
    case fieldsRequired = "fields_required"
    case stageNotEmpty = "stage_not_empty"
    case projectNotEmpty = "project_not_empty"
    case projectIsDefault = "project_is_default"
    case lastOwner = "last_owner"
    case emailTaken = "email_taken"
    case idempotencyKeyReused = "idempotency_key_reused"
    case leaseLost = "lease_lost"
    case messageConflict = "message_conflict"

    // The books
    case idempotencyKeyRequired = "idempotency_key_required"
    case unbalanced = "unbalanced"
    case alreadyReversed = "already_reversed"
    case payoutState = "payout_state"
    case secondPersonNeeded = "second_person_needed"

    // The node
    case busy = "busy"
    case rateLimited = "rate_limited"
    case mailUndeliverable = "mail_undeliverable"
    case storageFull = "storage_full"
    case unavailable = "unavailable"
    case internalError = "internal_error"
}
