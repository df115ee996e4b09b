package import DataStore
import Identity
package import JobQueue
import Primitives

/// Reads a lead's web site and keeps what it says; the dossier is rendered next.
package struct AnalyzeLead: Job {
    package static let kind = "analyze_lead"
    package static let queue: QueueName = "analysis"
    /// A site that is down for a moment answers the second or third time; one that is down for hours is better said so soon.
    package static let maxAttempts = 3
    /// Above the analyzers' own limits, a whole site and a model's answer together, so that their clearer failures come first.
    package static let timeout = Duration.seconds(120)

    /// As many as one person who opens a site's pages in tabs: a small site must not notice that a team imports its leads.
    private static let readersPerSite = 2

    let leadID: ID<Lead>
    /// The site whose readers are bounded; known when the job is enqueued, and kept with it as its key alone.
    var domain: String?

    private enum CodingKeys: CodingKey { case leadID }

    /// All workspaces share it: the site's owner doesn't care whose lead he is.
    package var limitKey: LimitKey? {
        domain.map { LimitKey("site \($0)", scope: .node, concurrency: Self.readersPerSite) }
    }

    /// By hand: one is enqueued with every drop.
    package func encoded() -> String {
        var json = JSONWriter(capacity: 64)
        json.object { $0.member("leadID", leadID) }
        return String(decoding: json.bytes, as: UTF8.self)
    }
}

/// Runs ``AnalyzeLead``.
package struct AnalyzeLeadHandler: JobHandler {
    let leads: Leads
    let analyzer: any LeadAnalyzer

    package init(leads: Leads, analyzer: any LeadAnalyzer) {
        self.leads = leads
        self.analyzer = analyzer
    }

    package func run(_ job: AnalyzeLead, context: JobContext) async throws -> JobOutcome {
        guard let (lead, workspace) = try await begin(job, context) else { return .cancel(reason: LeadIsGone(id: job.leadID)) }
        var analysis: Analysis
        do {
            analysis = try await analyze(lead, language: workspace.language, context)
        } catch let failure as AnalysisFailure where !failure.retryable {
            return .cancel(reason: failure)
        }
        // Before the write: comparing takes longer than all that the write does, and no other analysis of this lead runs.
        if let earlier = try await leads.store.read({ tx in try AnalysisRows.latest(of: job.leadID, in: tx) }) {
            analysis.changes = analysis.changes(since: earlier)
        }
        try await leads.store.write { [leads, analysis] tx in
            guard var lead = try LeadRows.find(job.leadID, in: tx) else { return }
            try AnalysisRows.insert(analysis, of: lead.id, at: leads.clock.now(), keeping: Analyses.keptVersions, in: tx)
            try LeadIndex.update(lead, with: analysis, in: tx)
            try leads.learn(from: analysis, of: lead, in: tx)
            lead.status = .rendering
            lead.score = analysis.score.total
            try context.complete(in: tx)
            let stored = try leads.change(lead, trace: context.traceID, in: tx)
            try leads.enqueueDossier(of: stored, trace: context.traceID, in: tx)
        }
        return .done
    }

    package func gaveUp(_ job: AnalyzeLead, reason: any Error, record: JobRecord, in tx: WriteTransaction) throws {
        try leads.fail(job.leadID, because: reason, trace: record.traceID, in: tx)
    }

    private func begin(_ job: AnalyzeLead, _ context: JobContext) async throws -> (Lead, Workspace)? {
        try await leads.store.write { [leads] tx in
            guard var lead = try LeadRows.find(job.leadID, in: tx), let workspace = try Workspaces.find(lead.workspaceId, in: tx) else {
                return nil
            }
            guard lead.status != .analyzing else { return (lead, workspace) }
            lead.status = .analyzing
            lead.failure = nil
            return (try leads.change(lead, trace: context.traceID, in: tx), workspace)
        }
    }

    private func analyze(_ lead: Lead, language: Language, _ context: JobContext) async throws -> Analysis {
        let hints = AnalysisHints(
            company: lead.company, language: language, contactName: lead.contactName,
            email: lead.email, phone: lead.phone)
        let order = AnalysisOrder(
            leadID: lead.id.description, jobID: context.id.description, attempt: context.attempt, trace: context.traceID,
            website: lead.website.flatMap { Website($0) }, hints: hints, now: leads.clock.now())
        return try await analyzer.analyze(order) { percent, text in
            try await context.report(progress: percent, text)
        }
    }
}

/// The lead of a job is not there any more.
struct LeadIsGone: Error, CustomStringConvertible {
    let id: ID<Lead>
    var description: String { "lead \(id) is gone" }
}
