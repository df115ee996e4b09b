import DataStore
import HTTPServing
import Hummingbird
import Logging
import Primitives

/// Says what the store expects to go wrong in the words of the API; what it does not expect passes as a defect.
struct StoreFailures: RouterMiddleware {
    typealias Context = APIContext

    func handle(
        _ request: Request, context: APIContext, next: @concurrent (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as StoreError {
            guard let failure = Self.failure(for: error) else { throw error }
            if error.code != .busy, error.code != .closed { context.logger.error("the store failed", metadata: ["error": "\(error)"]) }
            throw failure
        }
    }

    static func failure(for error: StoreError) -> Failure? {
        switch error.code {
        case .busy: Failure(.busy, "The node is busy. Try again in a second.", retryAfter: .seconds(1), cause: error)
        case .closed: Failure(.unavailable, "The node is shutting down. Try again in a moment.", retryAfter: .seconds(5), cause: error)
        case .diskFull:
            Failure(
                .storageFull, "The node's disk is full, nothing was changed. Its operator has to free space.", retryAfter: .seconds(30),
                cause: error)
        case .readOnly, .inputOutput, .corrupt:
            Failure(
                .unavailable, "The node's disk does not take this, nothing was changed. Its operator has to look at it.",
                retryAfter: .seconds(30),
                cause: error)
        case .constraint, .locked, .schemaMismatch, .unreadableRow, .engine: nil
        }
    }
}
