import Domain
import Foundation
import Hummingbird
import Identity
import Primitives

/// The tags of a workspace: each is there as long as a lead has it.
struct TagRoutes: Sendable {
    private static let bodyLimit = 4_096

    let leads: Leads
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("tags", .get, gate, needs: .leadsRead, .listTags) { [leads] call in
            let place = try ListPlace(call, upTo: Leads.tagLimit)
            return place.answer(try await leads.tags(for: call.principal, cursor: place.position, limit: place.limit))
        }
        router.on("tags/{tag}", .patch, gate, needs: .leadsWrite, .renameTag) { [leads] call in
            let order = try await call.request.json(Rename.self, upTo: Self.bodyLimit, in: call.context)
            return .json(try await leads.replaceTag(call.context.tag, with: order.name, by: call.principal, trace: call.trace))
        }
        router.on("tags/{tag}", .delete, gate, needs: .leadsWrite, .removeTag) { [leads] call in
            _ = try await leads.replaceTag(call.context.tag, with: nil, by: call.principal, trace: call.trace)
            return Response(status: .noContent)
        }
    }

    private struct Rename: Decodable {
        let name: String
    }
}

extension APIContext {
    fileprivate var tag: String { parameters.get("tag")?.removingPercentEncoding ?? "" }
}
