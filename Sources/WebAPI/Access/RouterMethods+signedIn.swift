import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import Primitives

extension RouterMethods where Context == APIContext {
    /// A route for those who may do `permission`; the handler can't be reached without a principal.
    func on(
        _ path: RouterPath, _ method: HTTPRequest.Method, _ gate: Gatekeeper, needs permission: Permission,
        use handler: @Sendable @escaping (Request, APIContext, Principal) async throws -> Response
    ) {
        on(path, method: method) { request, context in
            guard let principal = try await gate.principal(of: request.head) else { throw Gatekeeper.noCredential }
            context.record.workspaceID = principal.workspaceID.description
            context.record.userID = principal.personID.description
            try principal.require(permission)
            return try await handler(request, context, principal)
        }
    }
}
