import Blobs
import Domain
import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import Primitives
import Realtime

/// Dropping, listing and looking at leads.
struct LeadRoutes: Sendable {
    /// Notes of 10,000 characters of four bytes each, twice over for escapes.
    private static let bodyLimit = 131_072
    private static let defaultPageSize = 50

    let leads: Leads
    let gate: Gatekeeper
    let files: SignedURLs

    func add(to router: some RouterMethods<APIContext>) {
        router.on("leads", .post, gate, needs: .leadsDrop, .dropLead, use: drop)
        router.on("leads", .get, gate, needs: .leadsRead, .listLeads, use: list)
        router.on("leads/{lead}", .get, gate, needs: .leadsRead, .showLead, use: show)
        router.on("leads/{lead}/analysis", .post, gate, needs: .leadsWrite, .analyzeLead, use: analyzeAgain)
    }

    @Sendable private func drop(_ call: Call) async throws -> Response {
        let draft = try await call.request.json(LeadDraft.self, upTo: Self.bodyLimit, in: call.context)
        let dropped = try await leads.receive(draft, by: call.principal, key: try call.idempotencyKey(), trace: call.trace)
        let lead = dropped.lead
        call.context.record.leadID = lead.id.description
        return .json(
            lead, status: dropped.isNew ? .created : .ok,
            headers: [.location: "/api/v1/leads/\(lead.id)", .eTag: EntityVersion.tag(lead.version)])
    }

    struct LeadPageAnswer: Sampled {
        let page: Page<Lead>
        let position: EventCursor

        static var sample: Self { Self(page: Page(items: [.sample], next: "eyJ…"), position: .sample) }

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("items", array: page.items)
                json.member("next", page.next)
                json.member("cursor", position)
            }
        }
    }

    @Sendable private func list(_ call: Call) async throws -> Response {
        let query = Query(call.request.uri)
        let (page, position) = try await leads.list(
            LeadQuery(parameters: query.parameters), for: call.principal, cursor: query["cursor"],
            limit: try query.limit(upTo: Leads.pageLimit) ?? Self.defaultPageSize)
        return .json(LeadPageAnswer(page: page, position: position))
    }

    @Sendable private func show(_ call: Call) async throws -> Response {
        let room = try await leads.warRoom(try call.context.leadID(), for: call.principal)
        return .json(WarRoomAnswer(room, files: files), headers: [.eTag: EntityVersion.tag(room.lead.version)])
    }

    @Sendable private func analyzeAgain(_ call: Call) async throws -> Response {
        let lead = try await leads.analyzeAgain(try call.context.leadID(), by: call.principal, trace: call.context.record.traceID)
        return .json(lead, status: .accepted, headers: [.eTag: EntityVersion.tag(lead.version)])
    }
}

extension APIContext {
    /// The lead in the path. A malformed id names no lead, so it is answered like an unknown one.
    func leadID() throws(Failure) -> ID<Lead> {
        let id: ID<Lead> = try id("lead", missing: "There is no such lead in this workspace.")
        record.leadID = id.description
        return id
    }
}

extension Call {
    func idempotencyKey() throws -> IdempotencyKey? { try request.headers[.idempotencyKey].map { try IdempotencyKey($0) } }

    var trace: TraceID { context.record.traceID }
}

extension HTTPField.Name {
    static let idempotencyKey: HTTPField.Name = {
        guard let name = HTTPField.Name("Idempotency-Key") else { preconditionFailure("the name is a token") }
        return name
    }()
}
