import HTTPTypes
import Primitives

/// A refusal in the words of stock clients.
struct AuthError: Error {
    /// What the client reads. The last two come from outside of the sign-in service where this protocol was born, and have no code.
    enum Body {
        case coded(AuthErrorCode, String)
        /// RFC 6749 §5.2.
        case oauth(error: String, description: String)
        /// Of the gateway before the service.
        case gateway(String, hint: String?)
    }

    let status: HTTPResponse.Status
    let body: Body
    let headers: HTTPFields

    init(_ status: HTTPResponse.Status, _ body: Body, headers: HTTPFields = [:]) {
        self.status = status
        self.body = body
        self.headers = headers
    }

    init(_ status: HTTPResponse.Status, _ code: AuthErrorCode, _ message: String, retryAfter: Duration? = nil) {
        var headers: HTTPFields = [:]
        if let retryAfter { headers[.retryAfter] = String(max(1, (retryAfter.milliseconds + 999) / 1_000)) }
        self.init(status, .coded(code, message), headers: headers)
    }

    static func invalid(_ message: String) -> AuthError { AuthError(.badRequest, .validationFailed, message) }

    /// What the access log says of it.
    var failureCode: FailureCode {
        switch status.code {
        case 401: .unauthenticated
        case 403: .forbidden
        case 404: .notFound
        case 405: .methodNotAllowed
        case 408: .requestTimeout
        case 409: .conflict
        case 413: .bodyTooLarge
        case 429: .rateLimited
        case 500: .internalError
        case 503: .unavailable
        default: .invalidRequest
        }
    }
}

extension AuthError {
    static let noKey = AuthError(
        .unauthorized, .gateway("No API key found in request", hint: "No `apikey` request header or url param was found."))
    static let unknownKey = AuthError(
        .unauthorized, .gateway("Invalid API key", hint: "Double check your Supabase `anon` or `service_role` API key."))

    static let noBearer = AuthError(.unauthorized, .noAuthorization, "This endpoint requires a valid Bearer token")
    static let notAdmin = AuthError(.forbidden, .notAdmin, "User not allowed")
    static let noSubject = AuthError(.forbidden, .badJWT, "invalid claim: missing sub claim")
    static let badSignature = AuthError(
        .forbidden, .badJWT, "invalid JWT: unable to parse or verify signature, token signature is invalid")
    static let expiredToken = AuthError(
        .forbidden, .badJWT, "invalid JWT: unable to parse or verify signature, token has invalid claims: token is expired")
    static let personGone = AuthError(.forbidden, .userNotFound, "User from sub claim in JWT does not exist")
    static let sessionGone = AuthError(.forbidden, .sessionNotFound, "Session from session_id claim in JWT does not exist")
    static let banned = AuthError(.forbidden, .userBanned, "User is banned")

    static let codeRefused = AuthError(.forbidden, .otpExpired, "Token has expired or is invalid")
    static let linkRefused = AuthError(.forbidden, .otpExpired, "Email link is invalid or has expired")
    static let flowUnknown = AuthError(.notFound, .flowStateNotFound, "invalid flow state, no valid flow state found")
    static let refreshTokenUnknown = AuthError(.badRequest, .refreshTokenNotFound, "Invalid Refresh Token: Refresh Token Not Found")

    static let userUnknown = AuthError(.notFound, .userNotFound, "User not found")
    static let emailExists = AuthError(
        .unprocessableContent, .emailExists, "A user with this email address has already been registered")
    static let noPhone = AuthError(.badRequest, .phoneProviderDisabled, "Unsupported phone provider")
    static let noPasswords = AuthError(
        .unprocessableContent, .emailProviderDisabled, "Email logins with a password are disabled. Ask for a one-time code instead.")
    static let noProvider = AuthError.invalid("Unsupported provider: provider is not enabled")
}
