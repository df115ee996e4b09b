import Domain
import HTTPServing
import Hummingbird
import Identity
import Primitives

/// What is a person's own, whatever the workspace: name, language, address.
struct PersonRoutes: Sendable {
    private static let bodyLimit = 4_096

    let accounts: Accounts
    let signIn: SignIn
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("me", .patch, gate, .changeProfile, use: change)
        router.on("me/email", .post, gate, .requestEmailChange, use: requestEmailChange)
        router.on("me/email/confirmation", .post, gate, .confirmEmailChange, use: confirmEmailChange)
    }

    private struct ProfileBody: Decodable {
        let name: String?
        let language: Language?
    }

    @Sendable private func change(_ call: Call) async throws -> Response {
        let body = try await call.request.json(ProfileBody.self, upTo: Self.bodyLimit, in: call.context)
        return .json(
            UserAnswer(try await accounts.changeProfile(name: body.name, language: body.language, act: call.act)))
    }

    private struct EmailBody: Decodable {
        let email: String
    }

    @Sendable private func requestEmailChange(_ call: Call) async throws -> Response {
        let body = try await call.request.json(EmailBody.self, upTo: Self.bodyLimit, in: call.context)
        try await signIn.requestEmailChange(
            EmailChangeRequest(
                person: try call.principal.requirePerson(), workspace: call.principal.workspaceID,
                newEmail: try SignInRoutes.address(body.email)), act: call.act)
        return .json(AcceptedAnswer(), status: .accepted)
    }

    private struct ConfirmationBody: Decodable {
        let email: String
        let code: String
    }

    /// With the second code the address changes. The session that this opens is not used: whoever asks is signed in.
    @Sendable private func confirmEmailChange(_ call: Call) async throws -> Response {
        let person = try call.principal.requirePerson()
        let body = try await call.request.json(ConfirmationBody.self, upTo: Self.bodyLimit, in: call.context)
        let proof = SignIn.Proof.code(
            email: try SignInRoutes.address(body.email), code: body.code, slots: [.emailChangeCurrent, .emailChangeNew])
        switch try await signIn.verify(proof, workspace: call.principal.workspaceID, door: .page, act: call.act) {
        case .emailChangeHalfway: return .json(EmailChangeAnswer(state: .halfway))
        case .session(let session):
            try await accounts.discard(session, of: person, act: call.act)
            return .json(EmailChangeAnswer(state: .changed))
        }
    }
}
