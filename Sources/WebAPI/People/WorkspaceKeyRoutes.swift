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
        router.on("workspace/keys", .get, gate, needs: .keysManage, use: show)
        router.on("workspace/keys/{kind}/rotation", .post, gate, needs: .keysManage, use: rotate)
    }

    private struct KeyAnswer: Encodable {
        let jwt: String
        let opaque: String
        let generation: Int
        let createdAt: String
        @Nullable var previousUntil: String?

        init(_ texts: WorkspaceKeyTexts.Texts) {
            jwt = texts.jwt.revealedText
            opaque = texts.opaque.revealedText
            generation = texts.generation
            createdAt = texts.createdAt.description
            previousUntil = texts.previousUntil?.description
        }
    }

    private struct KeysAnswer: Encodable {
        let anon: KeyAnswer
        let service: KeyAnswer
        let url: String
    }

    private func answer(_ texts: WorkspaceKeyTexts) throws -> Response {
        try .json(KeysAnswer(anon: KeyAnswer(texts.anon), service: KeyAnswer(texts.service), url: address()))
    }

    @Sendable private func show(_ call: Call) async throws -> Response {
        try answer(try await keys.texts(of: call.principal.workspaceID))
    }

    @Sendable private func rotate(_ call: Call) async throws -> Response {
        guard let kind = call.context.parameters.get("kind").flatMap(WorkspaceKeyKind.init(rawValue:)) else {
            throw Failure(.notFound, "There is an anon and a service key.")
        }
        return try answer(try await keys.rotate(kind, act: call.act))
    }
}
