package import Hummingbird

/// Turns what a handler throws into a problem response. Belongs first into a router: Hummingbird answers errors that leave a router by itself.
package struct ProblemMiddleware<Context: ServingContext>: RouterMiddleware {
    package init() {}

    package func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            return ProblemResponse.response(to: error, record: context.record, logger: context.logger)
        }
    }
}
