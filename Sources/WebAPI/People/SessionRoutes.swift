import Domain
import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import Primitives

/// Setting the node up, the browser's own session, and the list of a person's sign-ins.
struct SessionRoutes: Sendable {
    /// Five short fields.
    private static let bodyLimit = 16_384

    let accounts: Accounts
    let sessions: Sessions
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        // Open to whoever has the link that the node printed for its operator.
        router.open("setup", .post, gate, .setUpNode, use: setUp)
        // Open to the refresh cookie, from this node's own page alone.
        router.open("session/refresh", .post, gate, .refreshSession, use: refresh)
        router.open("session", .delete, gate, .signOut, use: signOut)
        router.withCredential("session", .get, gate, .showSession, use: show)
        router.on("session/workspace", .post, gate, .moveSession, use: move)
        router.on("sessions", .get, gate, .listSessions, use: list)
        router.on("sessions", .delete, gate, .endOtherSessions, use: endOthers)
        router.on("sessions/{session}", .delete, gate, .endSession, use: end)
    }

    /// The answer to whatever signs a browser in: who it is, the access token, and the cookie that renews it.
    static func answer(
        _ session: NewSession, _ accounts: Accounts, _ gate: Gatekeeper, _ context: APIContext, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        context.record.workspaceID = session.principal.workspaceID.description
        context.record.userID = session.person.id.description
        return .json(
            SessionAnswer(try await accounts.signedIn(session.principal), session: session), status: status,
            headers: [.setCookie: gate.cookie.issuing(session.refreshToken)])
    }

    private struct SetupBody: Decodable {
        let token: String
        let name: String
        let email: String
        let workspace: String
        let language: String
    }

    @Sendable private func setUp(_ request: Request, _ context: APIContext, _ act: Act) async throws -> Response {
        let body = try await request.json(SetupBody.self, upTo: Self.bodyLimit, in: context)
        let setup = try SetupRequest(
            token: body.token, name: body.name, email: body.email, workspace: body.workspace, language: body.language)
        return try await Self.answer(try await accounts.setUp(setup, act: act), accounts, gate, context, status: .created)
    }

    @Sendable private func refresh(_ request: Request, _ context: APIContext, _ act: Act) async throws -> Response {
        try gate.requireOwnPage(of: request.head)
        do {
            guard let token = request.headers[.cookie].flatMap(RefreshCookie.token), !token.isEmpty else { throw Gatekeeper.noCredential }
            do {
                return try await Self.answer(try await sessions.refresh(token, act: act), accounts, gate, context)
            } catch let refusal as RefreshRefusal {
                throw refusal.failure
            }
        } catch let failure as Failure where failure.code.status == .unauthorized {
            let isSetupNeeded = try await accounts.isSetupNeeded()
            // A cookie that is good for nothing would come along for a month.
            return ProblemResponse.response(
                failure, record: context.record, headers: [.setCookie: gate.cookie.clearing], members: ["setupNeeded": .bool(isSetupNeeded)]
            )
        }
    }

    /// Ends the session of the cookie, or of the token; signing out twice is no fault.
    @Sendable private func signOut(_ request: Request, _ context: APIContext, _ act: Act) async throws -> Response {
        if let principal = try await gate.principal(of: request.head) {
            let id = try principal.requireSession()
            if let person = principal.personID { try await sessions.end(id, of: person, act: act.by(principal)) }
        } else if let token = request.headers[.cookie].flatMap(RefreshCookie.token), !token.isEmpty {
            try gate.requireOwnPage(of: request.head)
            do {
                try await sessions.end(refreshToken: token, act: act)
            } catch is RefreshRefusal {
                // It opens nothing already.
            }
        }
        return Response(status: .noContent, headers: [.setCookie: gate.cookie.clearing])
    }

    @Sendable private func show(_ call: Call) async throws -> Response {
        .json(SessionAnswer(try await accounts.signedIn(call.principal)))
    }

    private struct MoveBody: Decodable {
        let workspaceId: ID<Workspace>
    }

    @Sendable private func move(_ call: Call) async throws -> Response {
        let body = try await call.request.json(MoveBody.self, upTo: Self.bodyLimit, in: call.context)
        let moved = try await sessions.move(try call.principal.requireSession(), to: body.workspaceId, act: call.act)
        return try await Self.answer(moved, accounts, gate, call.context)
    }

    /// Someone who signed in at the page sees and ends all that are theirs, a stock client those of its workspace.
    private func scope(of principal: Principal) throws(Failure) -> (person: ID<Person>, workspace: ID<Workspace>?) {
        guard let person = principal.personID else { throw Gatekeeper.noCredential }
        return (person, principal.reach == .node ? nil : principal.workspaceID)
    }

    @Sendable private func list(_ call: Call) async throws -> Response {
        let (person, workspace) = try scope(of: call.principal)
        let current = try call.principal.requireSession()
        let found = try await sessions.list(of: person, in: workspace)
        return .json(ListedAnswer(items: found.map { ListedSessionAnswer($0, current: current) }))
    }

    @Sendable private func end(_ call: Call) async throws -> Response {
        let id: ID<Session> = try call.context.id("session", missing: Self.missing)
        let (person, workspace) = try scope(of: call.principal)
        guard try await sessions.list(of: person, in: workspace).contains(where: { $0.session.id == id }) else {
            throw Failure(.notFound, Self.missing)
        }
        try await sessions.end(id, of: person, act: call.act)
        return Response(status: .noContent)
    }

    @Sendable private func endOthers(_ call: Call) async throws -> Response {
        guard Query(call.request.uri)["others"] == "true" else {
            throw Failure(.invalidRequest, "Which sessions?", fields: [FieldFault("others", "true: all but this one")])
        }
        let (person, workspace) = try scope(of: call.principal)
        try await sessions.endAll(of: person, in: workspace, except: try call.principal.requireSession(), act: call.act)
        return Response(status: .noContent)
    }

    private static let missing = "There is no such session of yours."
}
