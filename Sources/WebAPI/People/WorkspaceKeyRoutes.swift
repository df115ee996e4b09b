import HTTPServing
import Hummingbird
import Identity
import Primitives

/// The keys with which stock clients are configured.
struct WorkspaceKeyRoutes: Sendable {
    let keys: WorkspaceKeys
    let address: @Sendable () -> String
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("workspace/keys", .get, gate, needs: .keysManage, .showWorkspaceKeys, use: show)
        router.on("workspace/keys/{kind}/rotation", .post, gate, needs: .keysManage, .rotateWorkspaceKey, use: rotate)
    }

    private func answer(_ texts: WorkspaceKeyTexts) -> Response {
        .json(WorkspaceKeysAnswer(anon: .init(texts.anon), service: .init(texts.service), url: address()))
    }

    @Sendable private func show(_ call: Call) async throws -> Response {
        answer(try await keys.texts(of: call.principal.workspaceID))
    }

    @Sendable private func rotate(_ call: Call) async throws -> Response {
        guard let kind = call.context.parameters.get("kind").flatMap(WorkspaceKeyKind.init(rawValue:)) else {
            throw Failure(.notFound, "There is an anon and a service key.")
        }
        return answer(try await keys.rotate(kind, act: call.act))
    }
}
