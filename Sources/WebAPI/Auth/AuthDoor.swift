import DataStore
import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import Logging
import Primitives

/// What all answers under `/auth/v1` have in common, of unknown paths as well: any origin may read them, and refusals are told in the
/// shape that the client understands.
struct AuthDoor: RouterMiddleware {
    typealias Context = APIContext

    static let prefix = "/auth/v1"

    let paths: AuthPaths

    func handle(
        _ request: Request, context: APIContext, next: @concurrent (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard Self.covers(request.uri.path) else { return try await next(request, context) }
        var response: Response
        if request.method == .options {
            response = CrossOrigin.preflight(request)
        } else {
            do {
                response = try await next(request, context)
            } catch {
                response = AuthErrorAnswer.response(to: refusal(for: error, request, context), request, context.record)
            }
        }
        // The router calls what it does not find `NotFound`, and the front door would answer that in its own words.
        let endpoint = context.coreContext.endpointPath
        if endpoint.value == nil || endpoint.value == "NotFound" { endpoint.value = "\(Self.prefix)/**" }
        CrossOrigin.open(&response.headers)
        if AuthAPIVersion(request.headers) == .coded, let name = AuthAPIVersion.header {
            response.headers[name] = AuthAPIVersion.codedDate
        }
        return response
    }

    private static func covers(_ path: String) -> Bool {
        path.hasPrefix(prefix)
            && (path.utf8.count == prefix.utf8.count || path.utf8.dropFirst(prefix.utf8.count).first == UInt8(ascii: "/"))
    }

    private func refusal(for error: any Error, _ request: Request, _ context: APIContext) -> AuthError {
        switch error {
        case let error as AuthError: return error
        case let failure as Failure:
            if let cause = failure.cause {
                context.logger.debug("request refused", metadata: ["errorCode": "\(failure.code.rawValue)", "cause": "\(cause)"])
            }
            return AuthError(failure)
        case let refusal as RefreshRefusal: return AuthError(refusal)
        case let refusal as AuthCodeRefusal: return AuthError(refusal)
        case let error as StoreError:
            if let failure = StoreFailures.failure(for: error) {
                if error.code != .busy, error.code != .closed { context.logger.error("the store failed", metadata: ["error": "\(error)"]) }
                return AuthError(failure)
            }
        case is CancellationError:
            return AuthError(Failure(.unavailable, "The node is shutting down. Try again in a moment.", retryAfter: .seconds(5)))
        case let error as HTTPError where error.status == .notFound: return missing(request)
        default: break
        }
        return defect(error, context)
    }

    private func missing(_ request: Request) -> AuthError {
        let methods = paths.methods(at: request.uri.path)
        guard !methods.isEmpty else { return AuthError(.notFound, .validationFailed, "There is nothing at this address") }
        return AuthError(
            .methodNotAllowed, .coded(.validationFailed, "This address does not take this method"),
            headers: [.allow: methods.joined(separator: ", ")])
    }

    /// What the rest of the node makes of an error, logged there, in the words of this door.
    private func defect(_ error: any Error, _ context: APIContext) -> AuthError {
        let problem = ProblemResponse.response(to: error, record: context.record, logger: context.logger)
        return switch problem.status.code {
        case 400: AuthError(.badRequest, .badJSON, "Could not parse request body as JSON: it is not framed as HTTP wants it")
        case 413: AuthError(Failure(.bodyTooLarge, ""))
        case 503: AuthError(Failure(.unavailable, "The node is not ready. Try again in a moment.", retryAfter: .seconds(5)))
        default: AuthError(.internalServerError, .unexpectedFailure, "Unexpected failure, please check server logs for more information")
        }
    }
}
