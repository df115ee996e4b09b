package import Hummingbird

extension Router where Context: ServingContext {
    /// A router whose errors are problems (RFC 9457).
    package static func serving() -> Router<Context> {
        let router = Router(context: Context.self)
        router.add(middleware: ProblemMiddleware<Context>())
        return router
    }
}
