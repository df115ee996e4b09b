import Blobs
package import CoreMetrics
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

    private let pdfTime: CoreMetrics.Timer
    private let leadTime: CoreMetrics.Timer

    package init(leads: Leads, thread: RenderThread, metrics: any MetricsFactory = NOOPMetricsHandler.instance) {
        self.leads = leads
        self.thread = thread
        pdfTime = CoreMetrics.Timer(label: "dossier_render_duration_seconds", dimensions: [], factory: metrics)
        leadTime = CoreMetrics.Timer(label: "lead_ready_duration_seconds", dimensions: [], factory: metrics)
    }

    package func run(_ job: RenderDossier, context: JobContext) async throws -> JobOutcome {
        guard let content = try await content(of: job.leadID) else { return .cancel(reason: LeadIsGone(id: job.leadID)) }
        // On the thread: how long it waited for its turn there is part of no PDF's time.
        let rendered = try await thread.run { [pdfTime] in
            let start = ContinuousClock.now
            defer { pdfTime.recordNanoseconds((ContinuousClock.now - start).nanoseconds) }
            return try DossierRenderer.render(content.document)
        }
        let staged = try await leads.blobs.stage(rendered.bytes, in: content.workspaceID, limit: Self.byteLimit)
        try await leads.store.write { [leads] tx in
            guard var lead = try LeadRows.find(job.leadID, in: tx) else { return }
            let now = leads.clock.now()
            let object = try leads.blobs.attach(staged, name: content.fileName, contentType: "application/pdf", purpose: .dossier, in: tx)
            let dossier = Dossier(id: ID(at: now), leadID: lead.id, object: object, pages: rendered.pages, createdAt: now)
            try DossierRows.insert(dossier, in: tx)
            leads.changes.record(.insert, dossier, of: Dossier.changes, in: lead.workspaceId, tx)
            // A dossier that is made anew, because somebody was erased from it, brings no lead anywhere.
            if lead.status == .rendering, let asked = try Self.askedFor(lead, by: leads.jobs, in: tx) {
                tx.afterCommit { [leadTime] in leadTime.recordNanoseconds((now - asked).nanoseconds) }
            }
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

    /// When it was dropped, or its analysis was asked for again.
    private static func askedFor(_ lead: Lead, by jobs: Jobs, in tx: some SQLReading) throws -> Timestamp? {
        try jobs.about(subject: lead.id.description, in: tx).first { $0.kind == AnalyzeLead.kind }?.createdAt
    }

    private func content(of id: ID<Lead>) async throws -> DossierSource? {
        try await leads.store.read { tx in try DossierSource.read(id, in: tx) }
    }
}
