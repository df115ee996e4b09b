import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import Primitives

/// Sessions: renewed, exchanged for, ended; and the user behind them.
extension AuthRoutes {
    var sessionEndpoints: [AuthEndpoint] {
        verifyEndpoints + [
            keyed(.post, "token", token), personal(.get, "user", showUser), personal(.put, "user", changeUser),
            personal(.post, "logout", logOut),
        ]
    }

    // MARK: Tokens

    @Sendable private func token(_ call: AuthCall, _ workspace: ID<Workspace>) async throws -> Response {
        switch call.query["grant_type"] {
        case "refresh_token": return try await refresh(call, workspace)
        case "pkce": return try await exchange(call, workspace)
        case "password": throw AuthError.noPasswords
        case "id_token", "web3": throw AuthError.noProvider
        default: throw AuthError(.badRequest, .invalidCredentials, "unsupported_grant_type")
        }
    }

    private struct RefreshBody: Decodable {
        let refreshToken: String?

        private enum CodingKeys: String, CodingKey { case refreshToken = "refresh_token" }
    }

    /// Who asks is told by the token alone: what else the client sends may be an access token that has expired.
    ///
    /// There is no limit here: a client whose access token is over takes 429 for the end of its session.
    private func refresh(_ call: AuthCall, _ workspace: ID<Workspace>) async throws -> Response {
        guard let token = try await call.body(RefreshBody.self).refreshToken.given else {
            throw AuthError(.badRequest, .oauth(error: "invalid_request", description: "refresh_token required"))
        }
        let session = try await sessions.refresh(token, act: call.act)
        // Its owner loses nothing by that: the token before the current one still gets the current one.
        guard session.session.workspaceID == workspace else { throw AuthError.refreshTokenUnknown }
        call.context.record.userID = session.person.id.description
        return try .json(AuthSessionAnswer(session, at: clock.now()))
    }

    private struct ExchangeBody: Decodable {
        let code: String?
        let verifier: String?

        private enum CodingKeys: String, CodingKey {
            case code = "auth_code"
            case verifier = "code_verifier"
        }
    }

    private func exchange(_ call: AuthCall, _ workspace: ID<Workspace>) async throws -> Response {
        let body = try await call.body(ExchangeBody.self)
        guard let code = body.code.given, let verifier = body.verifier.given else {
            throw AuthError.invalid("invalid request: both auth code and code verifier should be non-empty")
        }
        let session = try await signIn.exchange(authCode: code, verifier: verifier, act: call.act)
        guard session.session.workspaceID == workspace else {
            try await sessions.end(session.session.id, of: session.person.id, act: call.act)
            throw AuthError.flowUnknown
        }
        call.context.record.userID = session.person.id.description
        return try .json(AuthSessionAnswer(session, at: clock.now()))
    }

    // MARK: The user

    @Sendable private func showUser(_ call: AuthCall, _ user: SignedInUser) async throws -> Response {
        try await answer(user)
    }

    private struct UserBody: Decodable {
        let email: String?
        let phone: String?
        let password: String?
        let data: [String: JSONValue]?
        let appMetadata: [String: JSONValue]?
        let codeChallenge: String?
        let codeChallengeMethod: String?

        private enum CodingKeys: String, CodingKey {
            case email, phone, password, data
            case appMetadata = "app_metadata"
            case codeChallenge = "code_challenge"
            case codeChallengeMethod = "code_challenge_method"
        }
    }

    /// The address becomes another one only after both mailboxes have confirmed it.
    @Sendable private func changeUser(_ call: AuthCall, _ user: SignedInUser) async throws -> Response {
        let body = try await call.body(UserBody.self)
        guard body.appMetadata == nil else {
            throw AuthError(.forbidden, .notAdmin, "Updating app_metadata requires admin privileges")
        }
        guard body.phone.given == nil else { throw AuthError.noPhone }
        guard body.password.given == nil else { throw AuthError.noPasswords }
        let workspace = user.principal.workspaceID
        if let text = body.email.given {
            let email = try AuthAddress.parse(text)
            let challenge = try CodeChallenge.given(body.codeChallenge, method: body.codeChallengeMethod)
            if try await ownUser.find(user.person, in: workspace).email != email {
                let change = EmailChangeRequest(
                    person: user.person, workspace: workspace, newEmail: email, challenge: challenge,
                    redirect: settings.redirects.allowed(call.query["redirect_to"]), door: .wire)
                try await mailing(call.act) { try await signIn.requestEmailChange(change, act: call.act) }
            }
        }
        if let data = body.data, !data.isEmpty { _ = try await ownUser.merge(data, of: user.person, in: workspace) }
        return try await answer(user)
    }

    private func answer(_ user: SignedInUser) async throws -> Response {
        try .json(AuthUserAnswer(try await ownUser.find(user.person, in: user.principal.workspaceID), at: clock.now()))
    }

    /// Ends sessions of this workspace only: what the person does in others is no affair of its clients.
    @Sendable private func logOut(_ call: AuthCall, _ user: SignedInUser) async throws -> Response {
        let workspace = user.principal.workspaceID
        switch call.query["scope"] ?? "global" {
        case "global": try await sessions.endAll(of: user.person, in: workspace, act: call.act)
        case "others": try await sessions.endAll(of: user.person, in: workspace, except: user.session, act: call.act)
        case "local": try await sessions.end(user.session, of: user.person, act: call.act)
        default: throw AuthError.invalid("Unsupported logout scope: one of global, local and others is wanted")
        }
        return Response(status: .noContent)
    }
}
