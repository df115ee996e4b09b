import HTTPTypes
import Hummingbird

/// One address of the service: what it asks of whoever calls, and what it does.
struct AuthEndpoint: Sendable {
    let method: HTTPRequest.Method
    /// Below ``AuthDoor/prefix``.
    let path: String
    let access: AccessDeclarations.Access
    let respond: @Sendable (Request, APIContext) async throws -> Response
}
