import Domain
import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import Primitives

/// Queries that people keep.
struct ViewRoutes: Sendable {
    /// A query of a thousand characters, twenty tags and forty columns, twice over for escapes.
    private static let bodyLimit = 32_768

    let views: LeadViews
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("views", .get, gate, needs: .leadsRead, .listViews) { [views] call in
            .json(ListedAnswer(items: try await views.list(for: call.principal)))
        }
        router.on("views", .post, gate, needs: .leadsRead, .createView, use: create)
        router.on("views/{view}", .patch, gate, needs: .leadsRead, .changeView, use: change)
        router.on("views/{view}", .delete, gate, needs: .leadsRead, .removeView, use: remove)
    }

    @Sendable private func create(_ call: Call) async throws -> Response {
        let view = try await views.create(try await draft(of: call), by: call.principal)
        return .json(view, status: .created, headers: [.location: "/api/v1/views/\(view.id)", .eTag: EntityVersion.tag(view.version)])
    }

    @Sendable private func change(_ call: Call) async throws -> Response {
        let (id, version) = (try id(in: call.context), try EntityVersion.expected(by: call.request))
        let view = try await views.change(id, try await draft(of: call), version: version, by: call.principal)
        return .json(view, headers: [.eTag: EntityVersion.tag(view.version)])
    }

    @Sendable private func remove(_ call: Call) async throws -> Response {
        let version = try EntityVersion.expected(by: call.request)
        try await views.remove(try id(in: call.context), version: version, by: call.principal)
        return Response(status: .noContent)
    }

    private func draft(of call: Call) async throws -> LeadViewDraft {
        LeadViewDraft(try await call.request.json([String: JSONValue].self, upTo: Self.bodyLimit, in: call.context))
    }

    private func id(in context: APIContext) throws(Failure) -> ID<LeadView> {
        try context.id("view", missing: "There is no such view.")
    }
}
