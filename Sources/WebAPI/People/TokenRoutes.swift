import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import Primitives

/// Tokens of programs: made, listed, revoked.
struct TokenRoutes: Sendable {
    private static let bodyLimit = 8_192

    let tokens: APITokens
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("tokens", .get, gate, .listTokens, use: list)
        router.on("tokens", .post, gate, .createToken, use: create)
        router.on("tokens/{token}", .delete, gate, .revokeToken, use: revoke)
    }

    @Sendable private func list(_ call: Call) async throws -> Response {
        let place = try ListPlace(call, upTo: APITokens.pageLimit)
        let page = try await tokens.list(for: call.principal, cursor: place.position, limit: place.limit)
        return place.answer(page.items.map { TokenAnswer($0) }, next: page.next)
    }

    private struct TokenBody: Decodable {
        let name: String
        let scopes: [String]
        let expiresAt: String?
    }

    @Sendable private func create(_ call: Call) async throws -> Response {
        let body = try await call.request.json(TokenBody.self, upTo: Self.bodyLimit, in: call.context)
        var faults: [FieldFault] = []
        let scopes = body.scopes.enumerated().compactMap { position, name in
            let permission = Permission(rawValue: name)
            if permission == nil { faults.append(FieldFault("/scopes/\(position)", "There is no such permission.")) }
            return permission
        }
        let expiresAt = body.expiresAt.flatMap { Timestamp($0) }
        if body.expiresAt != nil, expiresAt == nil { faults.append(FieldFault("/expiresAt", "a moment such as 2030-01-31T12:00:00Z")) }
        guard faults.isEmpty else { throw Failure(.invalidRequest, "Some fields need another look.", fields: faults) }
        let made = try await tokens.create(name: body.name, scopes: Set(scopes), expiresAt: expiresAt, act: call.act)
        return .json(NewTokenAnswer(token: TokenAnswer(made.token), text: made.text), status: .created)
    }

    @Sendable private func revoke(_ call: Call) async throws -> Response {
        try await tokens.revoke(try call.context.id("token", missing: "There is no such token."), act: call.act)
        return Response(status: .noContent)
    }
}
