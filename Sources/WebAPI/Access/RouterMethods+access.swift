import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import Primitives

/// A request with whoever makes it.
struct Call: Sendable {
    var request: Request
    let context: APIContext
    let principal: Principal
    let gate: Gatekeeper

    /// The call as audit and limits see it; most calls are of interest to neither.
    var act: Act { gate.act(request.head, context.record, by: principal) }
}

extension RouterMethods where Context == APIContext {
    /// A route for those who may do `permission`; the handler can't be reached without a principal.
    func on(
        _ path: RouterPath, _ method: HTTPRequest.Method, _ gate: Gatekeeper, needs permission: Permission, _ operation: Operation,
        use handler: @Sendable @escaping (Call) async throws -> Response
    ) {
        on(path, method, gate, .permission(permission), operation, use: handler) { principal in try principal.require(permission) }
    }

    /// A route of the node itself, for those of the home workspace who may do `permission`.
    func onNode(
        _ path: RouterPath, _ method: HTTPRequest.Method, _ gate: Gatekeeper, needs permission: Permission, _ operation: Operation,
        use handler: @Sendable @escaping (Call) async throws -> Response
    ) {
        on(path, method, gate, .node(permission), operation) { call in
            // Pages about the node ask again every few seconds, and would fill the log that they show with their own asking.
            if method == .get { call.context.record.isQuiet = true }
            return try await handler(call)
        } check: { principal in
            try principal.require(permission)
            try await gate.home.require(principal)
        }
    }

    /// A route for whoever is signed in.
    func on(
        _ path: RouterPath, _ method: HTTPRequest.Method, _ gate: Gatekeeper, _ operation: Operation,
        use handler: @Sendable @escaping (Call) async throws -> Response
    ) {
        on(path, method, gate, .signedIn, operation, use: handler) { principal in _ = try principal.requireSession() }
    }

    /// A route for every credential, people's, tokens and keys.
    func withCredential(
        _ path: RouterPath, _ method: HTTPRequest.Method, _ gate: Gatekeeper, _ operation: Operation,
        use handler: @Sendable @escaping (Call) async throws -> Response
    ) {
        on(path, method, gate, .credential, operation, use: handler) { _ in }
    }

    private func on(
        _ path: RouterPath, _ method: HTTPRequest.Method, _ gate: Gatekeeper, _ access: AccessDeclarations.Access, _ operation: Operation,
        use handler: @Sendable @escaping (Call) async throws -> Response, check: @Sendable @escaping (Principal) async throws -> Void
    ) {
        gate.declarations.add(method, path.description, access)
        gate.operations.add(method, path.description, operation)
        let handler = gate.remembering(operation, handler)
        let body = operation.body.shape
        on(path, method: method) { request, context in
            var context = context
            context.body = body
            guard let principal = try await gate.principal(of: request.head) else { throw Gatekeeper.noCredential }
            context.record.workspaceID = principal.workspaceID.description
            context.record.userID = principal.personID?.description
            try await check(principal)
            return try await handler(Call(request: request, context: context, principal: principal, gate: gate))
        }
    }

    /// A route for anyone.
    func open(
        _ path: RouterPath, _ method: HTTPRequest.Method, _ gate: Gatekeeper, _ operation: Operation,
        use handler: @Sendable @escaping (Request, APIContext, Act) async throws -> Response
    ) {
        gate.declarations.add(method, path.description, .open)
        gate.operations.add(method, path.description, operation)
        let body = operation.body.shape
        on(path, method: method) { request, context in
            var context = context
            context.body = body
            return try await handler(request, context, gate.act(request.head, context.record))
        }
    }
}

extension Principal {
    /// - Throws: ``Failure`` `forbidden` for a token or key.
    func requireSession() throws(Failure) -> ID<Session> {
        guard case .session(let id) = credential else {
            throw Failure(.forbidden, "This is for people who are signed in, not for tokens and keys.")
        }
        return id
    }
}

extension APIContext {
    /// The id in the path; a malformed one names nothing, so it is answered like an unknown one.
    func id<Entity>(_ name: String, of type: Entity.Type = Entity.self, missing: String) throws(Failure) -> ID<Entity> {
        guard let id = parameters.get(name).flatMap({ ID<Entity>($0) }) else { throw Failure(.notFound, missing) }
        return id
    }
}
