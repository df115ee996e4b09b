package import Primitives

/// Makes an analysis of a lead: by this node's own rules, by a service of the team's, or by a language model over what the rules found.
package protocol LeadAnalyzer: Sendable {
    /// - Parameter progress: per cent, never falling, and a few words in the reader's language; what it throws ends the analysis.
    /// - Throws: ``AnalysisFailure``, `CancellationError`, and what `progress` throws.
    func analyze(
        _ order: AnalysisOrder, progress: @Sendable (_ percent: Int, _ text: String) async throws -> Void
    ) async throws -> Analysis
}

/// What is asked of an analyzer.
package struct AnalysisOrder: Sendable {
    package let leadID: String
    /// The same for every attempt at one analysis.
    package let jobID: String
    package let attempt: Int
    package let trace: TraceID
    package let website: Website?
    package let hints: AnalysisHints
    /// The moment that the analysis bears.
    package let now: Timestamp

    package init(
        leadID: String, jobID: String, attempt: Int, trace: TraceID, website: Website?, hints: AnalysisHints, now: Timestamp
    ) {
        self.leadID = leadID
        self.jobID = jobID
        self.attempt = attempt
        self.trace = trace
        self.website = website
        self.hints = hints
        self.now = now
    }
}

/// This node's own analyzer.
package struct BuiltinAnalyzer: LeadAnalyzer {
    private let site: SiteAnalyzer

    package init(site: SiteAnalyzer) {
        self.site = site
    }

    package func analyze(
        _ order: AnalysisOrder, progress: @Sendable (_ percent: Int, _ text: String) async throws -> Void
    ) async throws -> Analysis {
        guard let website = order.website else { return Analysis.withoutWebsite(hints: order.hints, now: order.now) }
        return try await site.analyze(website: website, hints: order.hints, now: order.now, progress: progress)
    }
}
