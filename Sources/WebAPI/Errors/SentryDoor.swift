import DataStore
import HTTPServing
import HTTPTypes
import Hummingbird
import Logging
import Primitives
import Telemetry

/// What all answers to SDKs have in common: any origin may read them, and refusals are told in the shape that SDKs log.
struct SentryDoor: RouterMiddleware {
    typealias Context = APIContext

    /// Without these two, browsers don't see that they are to wait.
    private static let exposed = "x-sentry-error, x-sentry-rate-limits, retry-after"
    private static let template = "/api/{project}/**"

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
                let refusal = refusal(for: error, request, context)
                context.record.errorCode = refusal.code
                response = .json(refusal, status: refusal.status, headers: refusal.headers)
            }
        }
        // The router calls what it does not find `NotFound`, and the front door would answer that in its own words.
        let endpoint = context.coreContext.endpointPath
        if endpoint.value == nil || endpoint.value == "NotFound" { endpoint.value = Self.template }
        CrossOrigin.open(&response.headers, exposing: Self.exposed)
        return response
    }

    /// The addresses below `/api/` that begin with a number.
    private static func covers(_ path: String) -> Bool {
        let prefix = "/api/"
        guard path.hasPrefix(prefix) else { return false }
        let number = path.utf8.dropFirst(prefix.utf8.count).prefix { $0 != UInt8(ascii: "/") }
        return !number.isEmpty && number.allSatisfy { (48...57).contains($0) }
    }

    private func refusal(for error: any Error, _ request: Request, _ context: APIContext) -> SentryRefusalAnswer {
        switch error {
        case let refusal as SentryRefusal: return SentryRefusalAnswer(refusal)
        case let error as HTTPError where error.status == .notFound:
            guard request.method == .post else {
                return SentryRefusalAnswer(
                    .methodNotAllowed, .methodNotAllowed, "this address takes POST", headers: [.allow: "POST, OPTIONS"])
            }
            return SentryRefusalAnswer(.notFound, .notFound, "there is nothing at this address")
        case let error as StoreError:
            guard let failure = StoreFailures.failure(for: error) else { break }
            return SentryRefusalAnswer(failure.code.status, failure.code, failure.message)
        case let failure as Failure: return SentryRefusalAnswer(failure.code.status, failure.code, failure.message)
        case is CancellationError: return SentryRefusalAnswer(.serviceUnavailable, .unavailable, "the node is shutting down")
        default: break
        }
        // Logged there, if it is a defect.
        let problem = ProblemResponse.response(to: error, record: context.record, logger: context.logger)
        return SentryRefusalAnswer(problem.status, context.record.errorCode ?? .internalError, problem.status.reasonPhrase)
    }
}
