import Blobs
import DataStore
import HTTPServing
import HTTPTypes
import Hummingbird
import Logging
import Primitives

/// What all answers under `/storage/v1` have in common, of unknown paths as well: any origin may read them, and refusals are told in the
/// shape that the client understands.
struct StorageDoor: RouterMiddleware {
    typealias Context = APIContext

    static let prefix = "/storage/v1"
    private static let resourcePolicy = HTTPField.Name("Cross-Origin-Resource-Policy")
    private static let robots = HTTPField.Name("X-Robots-Tag")

    let routes: RouteTable

    func handle(
        _ request: Request, context: APIContext, next: @concurrent (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard Self.covers(request.uri.path) else { return try await next(request, context) }
        var response: Response
        if request.method == .options {
            response = CrossOrigin.preflight(request)
            for field in StorageRoutes.common { response.headers[field.name] = field.value }
        } else {
            do {
                response = try await next(request, context)
            } catch {
                let refusal = refusal(for: error, request, context)
                context.record.errorCode = refusal.failureCode
                response = .json(refusal, status: refusal.httpStatus, headers: refusal.headers)
            }
        }
        // The router calls what it does not find `NotFound`, and the front door would answer that in its own words.
        let endpoint = context.coreContext.endpointPath
        if endpoint.value == nil || endpoint.value == "NotFound" { endpoint.value = "\(Self.prefix)/**" }
        CrossOrigin.open(&response.headers)
        // A public picture is there to be shown by pages of any origin; what is not public asks for a token all the same.
        if let name = Self.resourcePolicy { response.headers[name] = "cross-origin" }
        if let name = Self.robots { response.headers[name] = "none" }
        return response
    }

    private static func covers(_ path: String) -> Bool {
        path.hasPrefix(prefix)
            && (path.utf8.count == prefix.utf8.count || path.utf8.dropFirst(prefix.utf8.count).first == UInt8(ascii: "/"))
    }

    private func refusal(for error: any Error, _ request: Request, _ context: APIContext) -> StorageError {
        switch error {
        case let error as StorageError: return error
        case let refusal as StorageRefusal: return StorageError(refusal)
        case let fault as StorageLinkFault: return StorageError(fault)
        case let failure as Failure:
            if let cause = failure.cause {
                context.logger.debug("request refused", metadata: ["errorCode": "\(failure.code.rawValue)", "cause": "\(cause)"])
            }
            return StorageError(failure)
        case let error as StoreError:
            guard let failure = StoreFailures.failure(for: error) else { break }
            if error.code != .busy, error.code != .closed { context.logger.error("the store failed", metadata: ["error": "\(error)"]) }
            return StorageError(failure)
        case is CancellationError:
            return StorageError(Failure(.unavailable, "The node is shutting down. Try again in a moment.", retryAfter: .seconds(5)))
        case let error as HTTPError where error.status == .notFound: return missing(request)
        default: break
        }
        // Logged there, if it is a defect.
        let problem = ProblemResponse.response(to: error, record: context.record, logger: context.logger)
        let status = Int(problem.status.code)
        return status >= 500
            ? StorageError(status, "internal", "Internal Server Error", "InternalError")
            : StorageError(status, problem.status.reasonPhrase, "The request is not framed as HTTP wants it", "InvalidRequest")
    }

    private func missing(_ request: Request) -> StorageError {
        let methods = routes.methods(at: request.uri.path)
        guard !methods.isEmpty else {
            return StorageError(404, "Not Found", "Route \(request.method.rawValue) is not known at this address", "NotFound")
        }
        return StorageError(
            405, "Method not allowed", "This address does not take this method", "InvalidRequest",
            headers: [.allow: methods.map(\.rawValue).joined(separator: ", ")])
    }
}
