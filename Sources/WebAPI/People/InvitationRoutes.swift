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
        router.on("invitations", .get, gate, needs: .membersManage, .listInvitations, use: list)
        router.on("invitations", .post, gate, needs: .membersManage, .sendInvitation, use: send)
        router.on("invitations/{invitation}/resend", .post, gate, needs: .membersManage, .resendInvitation, use: resend)
        router.on("invitations/{invitation}", .delete, gate, needs: .membersManage, .revokeInvitation, use: revoke)
        // Open to whoever has the token of the mail, which nobody can guess; looking uses nothing up, for scanners open links.
        router.open("invitations/preview", .get, gate, .previewInvitation, use: preview)
        router.open("invitations/accept", .post, gate, .acceptInvitation, use: accept)
    }

    @Sendable private func list(_ call: Call) async throws -> Response {
        let now = Timestamp.now()
        let place = try ListPlace(call, upTo: Invitations.pageLimit)
        let page = try await invitations.list(for: call.principal, cursor: place.position, limit: place.limit)
        return place.answer(page.items.map { InvitationAnswer($0, at: now) }, next: page.next)
    }

    private struct DraftBody: Decodable {
        let email: String
        let role: String
    }

    @Sendable private func send(_ call: Call) async throws -> Response {
        let body = try await call.request.json(DraftBody.self, upTo: Self.bodyLimit, in: call.context)
        let sent = try await invitations.send(try InvitationDraft(email: body.email, role: body.role), act: call.act)
        return .json(InvitationAnswer(sent, at: .now()), status: .created)
    }

    @Sendable private func resend(_ call: Call) async throws -> Response {
        let sent = try await invitations.resend(try call.context.id("invitation", missing: Self.missing), act: call.act)
        return .json(InvitationAnswer(sent, at: .now()))
    }

    @Sendable private func revoke(_ call: Call) async throws -> Response {
        try await invitations.revoke(try call.context.id("invitation", missing: Self.missing), act: call.act)
        return Response(status: .noContent)
    }

    @Sendable private func preview(_ request: Request, _ context: APIContext, _ act: Act) async throws -> Response {
        let found = try await invitations.preview(Query(request.uri)["token"] ?? "")
        return .json(
            InvitationPreviewAnswer(
                workspace: found.workspace.description, role: found.role, email: found.email.description,
                invitedBy: found.invitedBy?.description, expiresAt: found.expiresAt))
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
