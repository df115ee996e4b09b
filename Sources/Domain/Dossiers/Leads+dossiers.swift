import DataStore
package import Identity
import JobQueue
package import Primitives

extension Leads {
    /// One page of the versions of a lead's dossier, the newest first.
    ///
    /// - Throws: ``Failure`` `forbidden`, `notFound`, `leadMerged`, `invalidRequest` for a cursor that no page gave out.
    package func dossiers(
        of id: ID<Lead>, for principal: Principal, cursor: String? = nil, limit: Int = pageLimit
    ) async throws -> Page<Dossier> {
        try principal.require(.leadsRead)
        let last = try cursor.map { text throws(Failure) in
            guard let id = ID<Dossier>(text) else {
                throw Failure(.invalidRequest, "The page can't be found.", fields: [FieldFault("cursor", "Take it from `next`.")])
            }
            return id
        }
        return try await store.read { [self] tx in
            let lead = try find(id, for: principal, in: tx)
            let limit = min(max(limit, 1), Self.pageLimit)
            let found = try DossierRows.newest(of: lead.id, before: last, limit: limit + 1, blobs: blobs, in: tx)
            return Page(items: Array(found.prefix(limit)), next: found.count > limit ? found[limit - 1].id.description : nil)
        }
    }

    /// Renders a lead's dossier again, from the analysis that is there and the lead as it is now.
    ///
    /// - Throws: ``Failure`` `forbidden`, `notFound`, `leadMerged`, or `conflict` for a lead in the trash, one without an analysis, and while
    ///   an analysis or a rendering is under way; `idempotencyKeyReused`.
    package func renderAgain(
        _ id: ID<Lead>, by principal: Principal, key: IdempotencyKey? = nil, trace: TraceID
    ) async throws -> Lead {
        try principal.require(.leadsWrite)
        return try await store.write { [self] tx in
            try IdempotencyKeys.once(key, operation: "dossiers.render", input: id, by: principal, at: clock.now(), in: tx) {
                var lead = try find(id, for: principal, in: tx)
                try Self.requireOutsideTrash(lead)
                guard try AnalysisRows.exists(of: id, in: tx) else {
                    throw Failure(.conflict, "This lead has no analysis to make a dossier from. Have it analysed first.")
                }
                guard !lead.status.isUnderway else {
                    throw Failure(.conflict, "This lead's dossier is being made already. Wait until it is ready or has failed.")
                }
                lead.status = .rendering
                lead.failure = nil
                let stored = try change(lead, by: ChangeActor(principal), trace: trace, in: tx)
                try enqueueDossier(of: stored, trace: trace, in: tx)
                return stored
            }
        }
    }

    func enqueueDossier(of lead: Lead, trace: TraceID, in tx: WriteTransaction) throws {
        try jobs.enqueue(
            RenderDossier(leadID: lead.id), workspace: lead.workspaceId.description, subject: lead.id.description, trace: trace, in: tx)
    }
}
