import DataStore
import HTTPServing
import HTTPTypes
import Hummingbird
import Logging
import Primitives

/// What all answers of the HTTP broadcast have in common: any origin may read them, and refusals are told in the shape that clients read.
struct BroadcastDoor: RouterMiddleware {
    typealias Context = APIContext

    static let path = "/realtime/v1/api/broadcast"

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
                context.record.errorCode = refusal.failureCode
                response = .json(refusal.body, status: refusal.status, headers: refusal.headers)
            }
        }
        // The router calls what it does not find `NotFound`, and the front door would answer that in its own words.
        let endpoint = context.coreContext.endpointPath
        if endpoint.value == nil || endpoint.value == "NotFound" { endpoint.value = "\(Self.path)/**" }
        CrossOrigin.open(&response.headers)
        return response
    }

    private static func covers(_ path: String) -> Bool {
        path.hasPrefix(Self.path) && (path.utf8.count == Self.path.utf8.count || path.dropFirst(Self.path.count).first == "/")
    }

    private func refusal(for error: any Error, _ request: Request, _ context: APIContext) -> BroadcastError {
        switch error {
        case let error as BroadcastError: return error
        case let error as HTTPError where error.status == .notFound:
            guard request.method == .post else {
                return BroadcastError(.methodNotAllowed, "This address takes POST", headers: [.allow: "POST, OPTIONS"])
            }
            // Clients take 404 for a server of an older version that has no such address at all.
            return BroadcastError(.unprocessableContent, "A topic and an event are wanted: \(Self.path)/{topic}/events/{event}")
        case let error as StoreError:
            guard let failure = StoreFailures.failure(for: error) else { break }
            if error.code != .busy, error.code != .closed { context.logger.error("the store failed", metadata: ["error": "\(error)"]) }
            return BroadcastError(failure)
        case let failure as Failure where failure.code == .unauthenticated: return .unauthorized
        case let failure as Failure: return BroadcastError(failure)
        case is CancellationError: return BroadcastError(.serviceUnavailable, "The node is shutting down. Try again in a moment.")
        default: break
        }
        // Logged there, if it is a defect.
        let problem = ProblemResponse.response(to: error, record: context.record, logger: context.logger)
        return BroadcastError(problem.status, problem.status.reasonPhrase)
    }
}
