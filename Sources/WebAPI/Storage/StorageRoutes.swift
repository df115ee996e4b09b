package import Blobs
package import Domain
import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
package import Primitives

/// The file store as stock clients know it, under `/storage/v1`: the key or token of a request names the workspace.
package struct StorageRoutes: Sendable {
    let buckets: Buckets
    let blobs: BlobStore
    let links: StorageLinks
    let files: FileDesk
    let clock: WallClock
    let gate: Gatekeeper
    let bodies: FileBodies

    package init(
        buckets: Buckets, blobs: BlobStore, links: StorageLinks, files: FileDesk, gate: Gatekeeper, clock: WallClock = .system
    ) {
        self.buckets = buckets
        self.blobs = blobs
        self.links = links
        self.files = files
        self.gate = gate
        self.clock = clock
        bodies = FileBodies(blobs)
    }

    /// - Parameter router: the outermost one, so that unknown paths below the prefix are answered here too.
    func add(to router: some RouterMethods<APIContext>) {
        let endpoints = endpoints
        let known = Router(context: APIContext.self)
        for endpoint in endpoints {
            known.on(RouterPath("\(StorageDoor.prefix)/\(endpoint.path)"), method: endpoint.method) { _, _ in Response(status: .ok) }
        }
        _ = router.add(middleware: StorageDoor(routes: RouteTable(known)))
        let group = router.group("storage/v1")
        for endpoint in endpoints {
            let literals = endpoint.literals
            group.on(RouterPath(endpoint.path), method: endpoint.method) { request, context in
                try await endpoint.respond(call(request, context, literals: literals))
            }
        }
    }

    /// What each endpoint asks of whoever calls it, by its whole path.
    package var declarations: [AccessDeclarations.Declaration] {
        endpoints.map { endpoint in
            AccessDeclarations.Declaration(
                method: endpoint.method.rawValue, path: "\(StorageDoor.prefix)/\(endpoint.path)", access: endpoint.access)
        }
    }

    private var endpoints: [StorageEndpoint] {
        bucketEndpoints + linkEndpoints + listEndpoints + resumableEndpoints + objectEndpoints
    }

    private static let keyHeader = HTTPField.Name("apikey")

    /// The token counts; the key beside it names the workspace where there is no token.
    private func call(_ request: Request, _ context: APIContext, literals: Int) async throws -> StorageCall {
        let path = StoragePath(request.head, literals: literals)
        var principal: Principal?
        if let text = try bearer(of: request) {
            principal = try await gate.credential(ofToken: text)?.principal
            // Where nobody has to be anybody a bad token does not matter.
            if principal == nil, !Self.isOpen(request) { throw StorageError.badBearer }
        }
        context.record.workspaceID = principal?.workspaceID.description
        context.record.userID = principal?.personID?.description
        return StorageCall(request: request, context: context, path: path, access: StorageAccess(principal: principal))
    }

    private func bearer(of request: Request) throws -> String? {
        if let authorization = request.headers.single(.authorization) {
            if let text = Gatekeeper.bearer(authorization) { return text }
            if !Self.isOpen(request) { throw StorageError.badBearer }
        }
        return Self.keyHeader.flatMap { request.headers[$0] }.given
    }

    private static func isOpen(_ request: Request) -> Bool {
        request.method == .get || request.method == .head || request.uri.path.contains("/upload/sign/")
            || request.uri.path.contains("/upload/resumable/sign")
    }
}
