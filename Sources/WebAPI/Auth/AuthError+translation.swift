import HTTPTypes
import Identity
import Primitives

extension AuthError {
    /// What `Identity` expects to go wrong.
    ///
    /// Everything that may pass by itself is 503: stock clients try that again, and end a session over most others.
    init(_ failure: Failure) {
        switch failure.code {
        case .invalidRequest, .unsupportedMediaType, .lastOwner:
            self.init(failure.code == .lastOwner ? .unprocessableContent : .badRequest, .validationFailed, Self.text(of: failure))
        case .malformedBody: self.init(.badRequest, .badJSON, "Could not parse request body as JSON: \(failure.message)")
        case .bodyTooLarge: self.init(.contentTooLarge, .requestEntityTooLarge, "Request body too large")
        case .requestTimeout: self.init(.requestTimeout, .requestTimeout, failure.message)
        case .notFound: self = .userUnknown
        case .unauthenticated: self = .noBearer
        case .banned: self = .banned
        case .codeInvalid: self = .codeRefused
        case .emailTaken: self = .emailExists
        case .conflict, .staleVersion: self.init(.conflict, .conflict, failure.message)
        case .rateLimited:
            self.init(.tooManyRequests, .overRequestRateLimit, "Request rate limit reached", retryAfter: failure.retryAfter ?? .seconds(1))
        case .busy, .unavailable, .storageFull, .mailUndeliverable:
            self.init(.serviceUnavailable, .unexpectedFailure, failure.message, retryAfter: failure.retryAfter ?? .seconds(1))
        case .internalError: self.init(.internalServerError, .unexpectedFailure, failure.message)
        default: self.init(.unprocessableContent, .validationFailed, failure.message)
        }
    }

    /// Why a session was not renewed.
    init(_ refusal: RefreshRefusal) {
        let (code, reason): (AuthErrorCode, String) =
            switch refusal {
            case .malformed: (.validationFailed, "Refresh token is not valid")
            case .unknown: (.refreshTokenNotFound, "Invalid Refresh Token: Refresh Token Not Found")
            case .reused: (.refreshTokenAlreadyUsed, "Invalid Refresh Token: Already Used")
            case .sessionNotFound: (.sessionNotFound, "Invalid Refresh Token: No Valid Session Found")
            case .sessionExpired: (.sessionExpired, "Invalid Refresh Token: Session Expired")
            case .banned: (.userBanned, "Invalid Refresh Token: User Banned")
            }
        self.init(.badRequest, code, reason)
    }

    /// Why an authorization code was not exchanged.
    init(_ refusal: AuthCodeRefusal) {
        switch refusal {
        case .unknown: self = .flowUnknown
        case .expired: self.init(.unprocessableContent, .flowStateExpired, "invalid flow state, flow state has expired")
        case .wrongVerifier:
            self.init(.badRequest, .badCodeVerifier, "code challenge does not match previously saved code verifier")
        }
    }

    private static func text(of failure: Failure) -> String {
        guard let fault = failure.fields.first else { return failure.message }
        return "\(failure.message) \(fault.pointer): \(fault.message)"
    }
}
