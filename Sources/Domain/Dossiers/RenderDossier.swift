import Blobs
package import DataStore
import Documents
import Identity
package import JobQueue
import Primitives
import Realtime

/// Renders a lead's dossier from its latest analysis; then the lead is READY.
package struct RenderDossier: Job {
    package static let kind = "render_dossier"
    package static let queue: QueueName = "documents"
    package static let maxAttempts = 3

    let leadID: ID<Lead>
}

/// Runs ``RenderDossier``.
package struct RenderDossierHandler: JobHandler {
    /// The renderer bounds its pages; this bounds what a fault of it could fill a disk with.
    private static let byteLimit: Int64 = 64 << 20

    let leads: Leads
    let thread: RenderThread

    package init(leads: Leads, thread: RenderThread) {
        self.leads = leads
        self.thread = thread
    }

    package func run(_ job: RenderDossier, context: JobContext) async throws -> JobOutcome {
        guard let content = try await content(of: job.leadID) else { return .cancel(reason: LeadIsGone(id: job.leadID)) }
        let rendered = try await thread.run { try DossierRenderer.render(content.document) }
        let staged = try await leads.blobs.stage(rendered.bytes, in: content.workspaceID, limit: Self.byteLimit)
        try await leads.store.write { [leads] tx in
            guard var lead = try LeadRows.find(job.leadID, in: tx) else { return }
            let now = leads.clock.now()
            let object = try leads.blobs.attach(staged, name: content.fileName, contentType: "application/pdf", purpose: .dossier, in: tx)
            let dossier = Dossier(id: ID(at: now), leadID: lead.id, object: object, pages: rendered.pages, createdAt: now)
            try DossierRows.insert(dossier, in: tx)
            leads.changes.record(.insert, dossier, of: Dossier.changes, in: lead.workspaceId, tx)
            lead.status = .ready
            lead.failure = nil
            lead.readyAt = now
            try context.complete(in: tx)
            try leads.change(lead, trace: context.traceID, in: tx)
        }
        return .done
    }

    package func gaveUp(_ job: RenderDossier, reason: any Error, record: JobRecord, in tx: WriteTransaction) throws {
        try leads.fail(job.leadID, because: reason, trace: record.traceID, in: tx)
    }

    private func content(of id: ID<Lead>) async throws -> DossierSource? {
        try await leads.store.read { tx in try DossierSource.read(id, in: tx) }
    }
}
