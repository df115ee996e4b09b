import Domain
import HTTPServing
import Hummingbird
import Identity
import Primitives

/// The people of a workspace.
struct MemberRoutes: Sendable {
    private static let bodyLimit = 1_024
    private static let missing = "There is no such member."

    let roster: MemberRoster
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("members", .get, gate, needs: .membersRead, .listMembers, use: list)
        router.on("members/{person}", .patch, gate, needs: .membersManage, .changeMemberRole, use: changeRole)
        // Anyone may leave; the operation asks for the permission to take out somebody else.
        router.on("members/{person}", .delete, gate, .removeMember, use: remove)
        router.on("members/{person}/ownership", .post, gate, needs: .membersManage, .handOverOwnership, use: handOver)
    }

    @Sendable private func list(_ call: Call) async throws -> Response {
        .json(ListedAnswer(items: try await roster.list(for: call.principal).map { MemberAnswer($0) }))
    }

    private struct RoleBody: Decodable {
        let role: Role
    }

    @Sendable private func changeRole(_ call: Call) async throws -> Response {
        let body = try await call.request.json(RoleBody.self, upTo: Self.bodyLimit, in: call.context)
        try await roster.changeRole(of: try call.context.id("person", missing: Self.missing), to: body.role, act: call.act)
        return Response(status: .noContent)
    }

    @Sendable private func remove(_ call: Call) async throws -> Response {
        try await roster.remove(try call.context.id("person", missing: Self.missing), act: call.act)
        return Response(status: .noContent)
    }

    @Sendable private func handOver(_ call: Call) async throws -> Response {
        try await roster.handOver(to: try call.context.id("person", missing: Self.missing), act: call.act)
        return Response(status: .noContent)
    }
}
