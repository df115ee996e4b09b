import Domain
import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import Primitives

/// Setting the node up, and who one is.
struct SessionRoutes: Sendable {
    /// Five short fields.
    private static let setupLimit = 16_384

    let accounts: Accounts
    let sessions: Sessions
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.post("setup", use: setUp)
        router.get("session", use: show)
        router.delete("session", use: end)
    }

    private struct SetupBody: Decodable {
        let token: String
        let name: String
        let email: String
        let workspace: String
        let language: String
    }

    @Sendable private func setUp(_ request: Request, _ context: APIContext) async throws -> Response {
        let body = try await request.json(SetupBody.self, upTo: Self.setupLimit, in: context)
        let setup = try SetupRequest(
            token: body.token, name: body.name, email: body.email, workspace: body.workspace, language: body.language)
        let (session, signedIn) = try await accounts.setUp(setup, userAgent: request.headers[.userAgent])
        context.record.workspaceID = signedIn.workspace.id.description
        context.record.userID = signedIn.person.id.description
        return try .json(SessionAnswer(signedIn), status: .created, headers: [.setCookie: gate.cookie.issuing(session.token)])
    }

    @Sendable private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        do {
            guard let principal = try await gate.principal(of: request.head) else { throw Gatekeeper.noCredential }
            context.record.workspaceID = principal.workspaceID.description
            context.record.userID = principal.personID.description
            return try .json(SessionAnswer(try await accounts.signedIn(principal)))
        } catch let failure as Failure where failure.code == .unauthenticated {
            let isSetupNeeded = try await accounts.isSetupNeeded()
            return ProblemResponse.response(failure, record: context.record, members: ["setupNeeded": .bool(isSetupNeeded)])
        }
    }

    @Sendable private func end(_ request: Request, _ context: APIContext) async throws -> Response {
        if let principal = try await gate.principal(of: request.head), case .session(let id) = principal.credential {
            try await sessions.delete(id)
        }
        return Response(status: .noContent, headers: [.setCookie: gate.cookie.clearing])
    }
}

/// Who is signed in, as the page sees it.
private struct SessionAnswer: Encodable {
    struct User: Encodable {
        let id: ID<Person>
        let name: String
        let email: String
    }

    struct Place<Entity>: Encodable {
        let id: ID<Entity>
        let name: String
        var language: Language?
    }

    let user: User
    let workspace: Place<Workspace>
    let project: Place<Project>
    let role: Role
    let setupNeeded = false

    init(_ signedIn: SignedIn) {
        user = User(id: signedIn.person.id, name: signedIn.person.name.description, email: signedIn.person.email.description)
        workspace = Place(id: signedIn.workspace.id, name: signedIn.workspace.name.description, language: signedIn.workspace.language)
        project = Place(id: signedIn.project.id, name: signedIn.project.name)
        role = signedIn.role
    }
}
