import HTTPTypes
import Hummingbird

/// One address of the storage: what it asks of whoever calls, and what it does.
struct StorageEndpoint: Sendable {
    let method: HTTPRequest.Method
    /// Below ``StorageDoor/prefix``.
    let path: String
    let access: AccessDeclarations.Access
    let respond: @Sendable (StorageCall) async throws -> Response

    init(
        _ method: HTTPRequest.Method, _ path: String, _ access: AccessDeclarations.Access,
        _ respond: @Sendable @escaping (StorageCall) async throws -> Response
    ) {
        self.method = method
        self.path = path
        self.access = access
        self.respond = respond
    }

    /// How many parts of the path come before the bucket.
    var literals: Int { path.split(separator: "/").prefix { !$0.hasPrefix("{") && $0 != "**" }.count }
}
