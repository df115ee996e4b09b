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
        router.on("members", .get, gate, needs: .membersRead, use: list)
        router.on("members/{person}", .patch, gate, needs: .membersManage, use: changeRole)
        // Anyone may leave; the operation asks for the permission to take out somebody else.
        router.on("members/{person}", .delete, gate, use: remove)
        router.on("members/{person}/ownership", .post, gate, needs: .membersManage, use: handOver)
    }

    private struct MemberAnswer: Encodable {
        struct Named: Encodable {
            let id: ID<Person>
            let name: String
            let email: String
        }

        let person: Named
        let role: Role
        let joinedAt: String
        @Nullable var lastSeenAt: String?

        init(_ member: Member) {
            person = Named(id: member.person.id, name: member.person.name.description, email: member.person.email.description)
            role = member.role
            joinedAt = member.joinedAt.description
            lastSeenAt = member.lastSeenAt?.description
        }
    }

    @Sendable private func list(_ call: Call) async throws -> Response {
        try .json(["items": try await roster.list(for: call.principal).map(MemberAnswer.init)])
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
