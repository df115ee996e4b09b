package import DataStore
import HTTPServing
import HTTPTypes
package import Hummingbird
package import Identity
package import Primitives

/// The sign-in service as stock clients know it, under `/auth/v1`: a workspace is what they call a project, a member what they call a
/// user, and the `apikey` names the workspace.
package struct AuthRoutes: Sendable {
    let store: Store
    let signIn: SignIn
    let sessions: Sessions
    let users: UserDirectory
    let ownUser: OwnUser
    let settings: AuthSettings
    let clock: WallClock
    let rates: RateLimits
    private let gatekeeper: Gatekeeper
    private let gate: AuthGate

    /// - Parameters:
    ///   - gatekeeper: says from where a request comes.
    ///   - limits: those that `signIn` keeps.
    package init(
        store: Store, signIn: SignIn, sessions: Sessions, keys: WorkspaceKeys, users: UserDirectory, gatekeeper: Gatekeeper,
        limits: SignInLimits, settings: AuthSettings, clock: WallClock = .system
    ) {
        self.store = store
        self.signIn = signIn
        self.sessions = sessions
        self.users = users
        ownUser = OwnUser(store: store, clock: clock)
        self.settings = settings
        self.clock = clock
        rates = RateLimits(limits: limits, clock: clock)
        self.gatekeeper = gatekeeper
        gate = AuthGate(sessions: sessions, keys: keys)
    }

    /// - Parameter router: the outermost one, so that unknown paths below the prefix are answered here too.
    package func add(to router: some RouterMethods<APIContext>) {
        let endpoints = endpoints
        _ = router.add(middleware: AuthDoor(paths: AuthPaths(endpoints.map { (path: $0.path, method: $0.method) })))
        let group = router.group("auth/v1")
        for endpoint in endpoints { group.on(RouterPath(endpoint.path), method: endpoint.method, use: endpoint.respond) }
    }

    /// What each endpoint asks of whoever calls it, by its whole path.
    package var declarations: [AccessDeclarations.Declaration] {
        endpoints.map { endpoint in
            AccessDeclarations.Declaration(
                method: endpoint.method.rawValue, path: "\(AuthDoor.prefix)/\(endpoint.path)", access: endpoint.access)
        }
    }

    private var endpoints: [AuthEndpoint] { codeEndpoints + sessionEndpoints + factEndpoints + adminEndpoints }

    // MARK: Who may call

    /// Without a key. Of what is answered here nothing is anybody's, or the request carries a secret of its own.
    func open(
        _ method: HTTPRequest.Method, _ path: String, _ handler: @Sendable @escaping (AuthCall) async throws -> Response
    ) -> AuthEndpoint {
        AuthEndpoint(method: method, path: path, access: .open) { [self] request, context in
            let key = try await gate.key(of: request)
            return try await handler(call(request, context, key?.workspaceID))
        }
    }

    /// With a key of the workspace. The anon key is no secret, so this asks for no permission: it names the workspace.
    func keyed(
        _ method: HTTPRequest.Method, _ path: String, _ handler: @Sendable @escaping (AuthCall, ID<Workspace>) async throws -> Response
    ) -> AuthEndpoint {
        AuthEndpoint(method: method, path: path, access: .open) { [self] request, context in
            let workspace = try await workspace(of: request)
            return try await handler(call(request, context, workspace), workspace)
        }
    }

    /// For someone signed in, about themselves.
    func personal(
        _ method: HTTPRequest.Method, _ path: String, _ handler: @Sendable @escaping (AuthCall, SignedInUser) async throws -> Response
    ) -> AuthEndpoint {
        AuthEndpoint(method: method, path: path, access: .signedIn) { [self] request, context in
            let workspace = try await workspace(of: request)
            let user = try await gate.user(of: request, in: workspace)
            context.record.userID = user.person.description
            return try await handler(call(request, context, workspace, by: user.principal), user)
        }
    }

    /// For programs with the service key.
    func administrative(
        _ method: HTTPRequest.Method, _ path: String, _ handler: @Sendable @escaping (AuthCall, Principal) async throws -> Response
    ) -> AuthEndpoint {
        AuthEndpoint(method: method, path: path, access: .permission(.usersManage)) { [self] request, context in
            let workspace = try await workspace(of: request)
            let service = try await gate.service(of: request, in: workspace)
            return try await handler(call(request, context, workspace, by: service), service)
        }
    }

    private func workspace(of request: Request) async throws -> ID<Workspace> {
        guard let key = try await gate.key(of: request) else { throw AuthError.noKey }
        return key.workspaceID
    }

    private func call(_ request: Request, _ context: APIContext, _ workspace: ID<Workspace>?, by principal: Principal? = nil) -> AuthCall {
        context.record.workspaceID = workspace?.description
        return AuthCall(
            request: request, context: context, act: gatekeeper.act(request.head, context.record, by: principal), workspace: workspace)
    }
}
