import Domain
import HTTPServing
import Hummingbird
import Identity
import Primitives

/// Invitations to a workspace: sent, sent again, taken back, accepted.
struct InvitationRoutes: Sendable {
    private static let bodyLimit = 4_096
    private static let missing = "There is no such invitation."

    let invitations: Invitations
    let accounts: Accounts
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("invitations", .get, gate, needs: .membersManage, use: list)
        router.on("invitations", .post, gate, needs: .membersManage, use: send)
        router.on("invitations/{invitation}/resend", .post, gate, needs: .membersManage, use: resend)
        router.on("invitations/{invitation}", .delete, gate, needs: .membersManage, use: revoke)
        // Open to whoever has the token of the mail, which nobody can guess; looking uses nothing up, for scanners open links.
        router.open("invitations/preview", .get, gate, use: preview)
        router.open("invitations/accept", .post, gate, use: accept)
    }

    private struct InvitationAnswer: Encodable {
        let id: ID<Invitation>
        let email: String
        let role: Role
        @Nullable var invitedBy: String?
        let createdAt: String
        let sentAt: String
        let expiresAt: String
        let state: String

        init(_ invitation: Invitation, at now: Timestamp) {
            id = invitation.id
            email = invitation.email.description
            role = invitation.role
            invitedBy = invitation.inviterName?.description
            createdAt = invitation.createdAt.description
            sentAt = invitation.sentAt.description
            expiresAt = invitation.expiresAt.description
            state = invitation.state(at: now).rawValue
        }
    }

    @Sendable private func list(_ call: Call) async throws -> Response {
        let now = Timestamp.now()
        return try .json(["items": try await invitations.list(for: call.principal).map { InvitationAnswer($0, at: now) }])
    }

    private struct DraftBody: Decodable {
        let email: String
        let role: String
    }

    @Sendable private func send(_ call: Call) async throws -> Response {
        let body = try await call.request.json(DraftBody.self, upTo: Self.bodyLimit, in: call.context)
        let sent = try await invitations.send(try InvitationDraft(email: body.email, role: body.role), act: call.act)
        return try .json(InvitationAnswer(sent, at: .now()), status: .created)
    }

    @Sendable private func resend(_ call: Call) async throws -> Response {
        let sent = try await invitations.resend(try call.context.id("invitation", missing: Self.missing), act: call.act)
        return try .json(InvitationAnswer(sent, at: .now()))
    }

    @Sendable private func revoke(_ call: Call) async throws -> Response {
        try await invitations.revoke(try call.context.id("invitation", missing: Self.missing), act: call.act)
        return Response(status: .noContent)
    }

    private struct PreviewAnswer: Encodable {
        let workspace: String
        let role: Role
        let email: String
        @Nullable var invitedBy: String?
        let expiresAt: String
    }

    @Sendable private func preview(_ request: Request, _ context: APIContext, _ act: Act) async throws -> Response {
        let found = try await invitations.preview(Query(request.uri)["token"] ?? "")
        return try .json(
            PreviewAnswer(
                workspace: found.workspace.description, role: found.role, email: found.email.description,
                invitedBy: found.invitedBy?.description, expiresAt: found.expiresAt.description))
    }

    private struct TokenBody: Decodable {
        let token: String
    }

    /// Who is signed in already at the page keeps the reach of that sign-in.
    @Sendable private func accept(_ request: Request, _ context: APIContext, _ act: Act) async throws -> Response {
        let principal = try await gate.principal(of: request.head)
        let body = try await request.json(TokenBody.self, upTo: Self.bodyLimit, in: context)
        let session = try await invitations.accept(body.token, act: principal.map { act.by($0) } ?? act)
        return try await SessionRoutes.answer(session, accounts, gate, context)
    }
}
