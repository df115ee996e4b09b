import DataStore
package import Identity
import JobQueue
package import Primitives

extension Leads {
    /// The versions of a lead's dossier, the newest first, at most ``pageLimit``.
    ///
    /// - Throws: ``Failure`` `forbidden`, `notFound`, `leadMerged`.
    package func dossiers(of id: ID<Lead>, for principal: Principal) async throws -> [Dossier] {
        try principal.require(.leadsRead)
        return try await store.read { [self] tx in
            let lead = try find(id, for: principal, in: tx)
            return try DossierRows.newest(of: lead.id, limit: Self.pageLimit, blobs: blobs, in: tx)
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
