import Blobs
import Domain
import Hummingbird
import Identity
import Primitives

/// The versions of a lead's dossier, and the rendering of a new one.
struct DossierRoutes: Sendable {
    private static let defaultPageSize = 50

    let leads: Leads
    let gate: Gatekeeper
    let files: SignedURLs

    func add(to router: some RouterMethods<APIContext>) {
        router.on("leads/{lead}/dossiers", .get, gate, needs: .leadsRead, .listDossiers) { [leads, files] call in
            let place = try ListPlace(call, upTo: Leads.pageLimit, standard: Self.defaultPageSize)
            let page = try await leads.dossiers(
                of: try call.context.leadID(), for: call.principal, cursor: place.position, limit: place.limit)
            return place.answer(
                DossierVersionAnswer.all(page.items, isFirstPage: place.position == nil, files: files), next: page.next)
        }
        router.on("leads/{lead}/dossiers", .post, gate, needs: .leadsWrite, .renderDossier) { [leads] call in
            let lead = try await leads.renderAgain(
                try call.context.leadID(), by: call.principal, key: try call.idempotencyKey(), trace: call.trace)
            return .json(lead, status: .accepted, headers: [.eTag: EntityVersion.tag(lead.version)])
        }
    }
}
