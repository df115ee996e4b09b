import Domain
import HTTPServing
import Hummingbird
import Identity
import Primitives

/// The workspaces of a person, and the settings and end of the present one.
struct WorkspaceRoutes: Sendable {
    private static let bodyLimit = 4_096

    let workspaces: WorkspaceRegistrar
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("workspaces", .get, gate, .listWorkspaces, use: list)
        router.on("workspaces", .post, gate, .createWorkspace, use: create)
        router.on("workspace", .get, gate, needs: .membersRead, .showWorkspace, use: show)
        router.on("workspace", .patch, gate, needs: .workspaceManage, .changeWorkspace, use: change)
        router.on("workspace", .delete, gate, needs: .workspaceDelete, .deleteWorkspace, use: delete)
        router.on("workspace/restore", .post, gate, needs: .workspaceDelete, .restoreWorkspace, use: restore)
    }

    @Sendable private func list(_ call: Call) async throws -> Response {
        .json(ListedAnswer(items: try await workspaces.list(for: call.principal).map { MembershipAnswer($0) }))
    }

    private struct DraftBody: Decodable {
        let name: String
        let language: String
        let timeZone: String?
        let currency: String?
    }

    @Sendable private func create(_ call: Call) async throws -> Response {
        let body = try await call.request.json(DraftBody.self, upTo: Self.bodyLimit, in: call.context)
        let draft = try WorkspaceDraft(name: body.name, language: body.language, timeZone: body.timeZone, currency: body.currency)
        return .json(versioned: WorkspaceAnswer(try await workspaces.create(draft, act: call.act)), status: .created)
    }

    @Sendable private func show(_ call: Call) async throws -> Response {
        .json(versioned: WorkspaceAnswer(try await workspaces.find(for: call.principal)))
    }

    private struct ChangeBody: Decodable {
        let name: String?
        let language: String?
        let timeZone: String?
        let currency: String?
        let payoutsNeedTwo: Bool?
    }

    @Sendable private func change(_ call: Call) async throws -> Response {
        let body = try await call.request.json(ChangeBody.self, upTo: Self.bodyLimit, in: call.context)
        var change = try WorkspaceChange(name: body.name, language: body.language, timeZone: body.timeZone, currency: body.currency)
        change.payoutsNeedTwo = body.payoutsNeedTwo
        let version = try EntityVersion.expected(by: call.request)
        return .json(versioned: WorkspaceAnswer(try await workspaces.change(change, version: version, act: call.act)))
    }

    private struct DeletionBody: Decodable {
        let name: String
    }

    @Sendable private func delete(_ call: Call) async throws -> Response {
        let body = try await call.request.json(DeletionBody.self, upTo: Self.bodyLimit, in: call.context)
        return .json(
            versioned: WorkspaceAnswer(try await workspaces.delete(typedName: body.name, act: call.act)), status: .accepted)
    }

    @Sendable private func restore(_ call: Call) async throws -> Response {
        .json(versioned: WorkspaceAnswer(try await workspaces.restore(act: call.act)))
    }
}
