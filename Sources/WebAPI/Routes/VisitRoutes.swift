import Domain
import Hummingbird
import Identity
import Primitives

/// What people have seen of leads, and what changed since.
struct VisitRoutes: Sendable {
    private static let bodyLimit = 1_024

    let leads: Leads
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("leads/{lead}/visit", .put, gate, needs: .leadsRead, .visitLead) { [leads] call in
            let id = try call.context.leadID()
            let body = try await call.request.json(VisitBody.self, upTo: Self.bodyLimit, in: call.context)
            return .json(try await leads.visit(id, upTo: body.upTo, by: call.principal))
        }
        router.on("news", .get, gate, needs: .leadsRead, .listLeadNews) { [leads] call in
            .json(ListedAnswer(items: try await leads.news(for: call.principal)))
        }
    }

    private struct VisitBody: Decodable {
        let upTo: ID<LeadChange>?
    }
}
