package import Primitives

/// All that a dossier says, in the words that it shall use; the renderer adds headings and dates only.
///
/// Any text is accepted: what can't be printed is left out, and what is past `DossierLimits` is cut and marked as cut.
package struct DossierContent: Sendable, Codable, Hashable {
    package var language: Language
    package var company: String
    package var website: String?
    package var contacts: [DossierContact]
    package var createdAt: Timestamp
    package var score: DossierScore
    package var facts: [DossierFact]
    package var openings: [String]
    package var notices: [String]
    package var notes: String?
    package var pages: [DossierPageRead]
    package var workspaceName: String
    package var leadID: String
    package var timeline: [DossierMoment]

    package init(
        language: Language,
        company: String,
        website: String? = nil,
        contacts: [DossierContact] = [],
        createdAt: Timestamp,
        score: DossierScore,
        facts: [DossierFact] = [],
        openings: [String] = [],
        notices: [String] = [],
        notes: String? = nil,
        pages: [DossierPageRead] = [],
        workspaceName: String,
        leadID: String,
        timeline: [DossierMoment] = []
    ) {
        self.language = language
        self.company = company
        self.website = website
        self.contacts = contacts
        self.createdAt = createdAt
        self.score = score
        self.facts = facts
        self.openings = openings
        self.notices = notices
        self.notes = notes
        self.pages = pages
        self.workspaceName = workspaceName
        self.leadID = leadID
        self.timeline = timeline
    }
}
