import Domain
import HTTPServing
import Hummingbird
import Identity
import Primitives

/// Finding leads by what is written in them.
struct SearchRoutes: Sendable {
    private static let defaultSize = 20

    let leads: Leads
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("search", .get, gate, needs: .leadsRead, .searchLeads, use: search)
    }

    struct FoundLeadsAnswer: Sampled {
        let hits: [SearchHit]
        let isTruncated: Bool

        static var sample: Self { Self(hits: [.sample], isTruncated: false) }

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("items", array: hits)
                json.member("truncated", isTruncated)
            }
        }
    }

    @Sendable private func search(_ call: Call) async throws -> Response {
        let query = Query(call.request.uri)
        let (hits, isTruncated) = try await leads.search(
            query["q"] ?? "", for: call.principal, limit: try query.limit(upTo: Leads.searchLimit) ?? Self.defaultSize)
        return .json(FoundLeadsAnswer(hits: hits, isTruncated: isTruncated))
    }
}
