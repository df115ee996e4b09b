import Blobs
import Documents
import Identity
import Primitives

/// What a dossier is made of, and what it says.
struct DossierSource: Sendable {
    let lead: Lead
    let analysis: Analysis
    let workspace: Workspace

    var workspaceID: ID<Workspace> { workspace.id }

    var fileName: ObjectName { ObjectName(cleaning: "Dossier \(lead.company)", ending: "pdf") }

    /// Written from the analysis' own time, so that the same analysis gives the same bytes.
    var document: DossierContent {
        var content = DossierContent(
            language: workspace.language,
            company: lead.company,
            createdAt: analysis.analyzedAt,
            score: DossierScore(
                total: analysis.score.total,
                signals: analysis.score.signals.map {
                    DossierSignal(label: $0.label, found: $0.found, weight: $0.weight, points: $0.points, note: $0.note)
                }),
            workspaceName: workspace.name.description,
            leadID: lead.id.description)
        content.website = lead.website
        content.contacts = [DossierContact(name: lead.contactName, email: lead.email, phone: lead.phone)]
        content.facts = analysis.facts.map {
            DossierFact(kind: $0.kind.rawValue, label: $0.label, value: $0.value, url: $0.url, snippet: $0.snippet)
        }
        content.openings = analysis.openings
        content.notices = analysis.notices
        content.notes = lead.notes
        content.pages = analysis.pages.map { DossierPageRead(url: $0.url, status: $0.status, title: $0.title) }
        content.timeline = [
            DossierMoment(at: analysis.analyzedAt, text: workspace.language("Site analysé", "Site analysed")),
            DossierMoment(at: lead.createdAt, text: workspace.language("Lead déposé", "Lead dropped")),
        ]
        return content
    }
}
