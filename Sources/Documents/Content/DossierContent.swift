package import Primitives

/// All that a dossier says, in the words that it shall use; the renderer adds headings and dates only.
///
/// Any text is accepted: what can't be printed is left out, and what is past `DossierLimits` is cut and marked as cut.
package struct DossierContent: Sendable, Codable, Hashable {
    package var language: Language
    package var company: String
    package var website: String?
    /// What the dossier is as of; its only date, so that rendering it later gives the same bytes.
    package var createdAt: Timestamp
    /// What stands beside score and contact on the first page: owner, stage, next step and the like.
    package var details: [DossierDetail] = []
    package var score: DossierScore
    /// Nil for a lead's first analysis.
    package var changes: DossierChanges?
    package var facts: [DossierFact] = []
    package var openings: [String] = []
    package var notices: [String] = []
    /// The main contact first.
    package var contacts: [DossierContact] = []
    /// The newest first.
    package var timeline: [DossierMoment] = []
    /// How many older moments there are that ``timeline`` leaves out.
    package var earlierMoments = 0
    /// What stands with the lead itself.
    package var notes: String?
    /// What the team wrote since, the newest first.
    package var teamNotes: [DossierNote] = []
    /// How many older ones there are that ``teamNotes`` leaves out.
    package var earlierNotes = 0
    package var pages: [DossierPageRead] = []
    package var workspaceName: String
    package var leadID: String

    package init(
        language: Language, company: String, createdAt: Timestamp, score: DossierScore, workspaceName: String, leadID: String
    ) {
        self.language = language
        self.company = company
        self.createdAt = createdAt
        self.score = score
        self.workspaceName = workspaceName
        self.leadID = leadID
    }
}
