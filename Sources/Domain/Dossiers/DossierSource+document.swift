import Documents
import Identity
import Primitives

extension DossierSource {
    /// Dated with the newest thing that it tells and never with the moment of rendering, so that an unchanged lead gives the same bytes.
    var document: DossierContent {
        var content = DossierContent(
            language: workspace.language,
            company: lead.company,
            createdAt: max(analysis.analyzedAt, timeline.moments.first?.at ?? lead.createdAt),
            score: DossierScore(
                total: analysis.score.total,
                signals: analysis.score.signals.map {
                    DossierSignal(label: $0.label, found: $0.found, weight: $0.weight, points: $0.points, note: $0.note)
                }),
            workspaceName: workspace.name.description,
            leadID: lead.id.description)
        content.website = lead.website
        content.details = details
        content.changes = analysis.changes.map(Self.changes)
        content.facts = analysis.facts.map {
            DossierFact(kind: $0.kind.rawValue, label: $0.label, value: $0.value, url: $0.url, snippet: $0.snippet)
        }
        content.openings = analysis.openings
        content.notices = analysis.notices
        content.contacts =
            [DossierContact(name: lead.contactName, email: lead.email, phone: lead.phone)]
            + contacts.map { DossierContact(name: $0.name, role: $0.role, email: $0.email, phone: $0.phone) }
        content.timeline = timeline.moments
        content.earlierMoments = timeline.earlier
        content.notes = lead.notes
        content.teamNotes = notes.map { DossierNote(at: $0.createdAt, author: $0.authorName, text: $0.text) }
        content.earlierNotes = noteCount - notes.count
        content.pages = analysis.pages.map { DossierPageRead(url: $0.url, status: $0.status, title: $0.title) }
        return content
    }

    private var details: [DossierDetail] {
        let language = workspace.language
        let given: [(LeadField, String?)] = [
            (.ownerId, owner), (.stageId, stage), (.projectId, project),
            (.tags, lead.tags.isEmpty ? nil : lead.tags.joined(separator: ", ")),
            (.siren, lead.siren.map(Self.grouped)), (.vat, lead.vat), (.nextStep, nextStep),
        ]
        return given.compactMap { field, value in value.map { DossierDetail(label: field.label(in: language), value: $0) } }
    }

    private var nextStep: String? {
        let language = workspace.language
        let due = lead.nextStepDue.map { DossierDate($0, in: language).description }
        guard let step = lead.nextStep else { return due }
        return due.map { "\(step) (\($0))" } ?? step
    }

    /// `732 829 320`, as it is read aloud.
    private static func grouped(_ siren: String) -> String {
        guard siren.count == 9 else { return siren }
        return [siren.prefix(3), siren.dropFirst(3).prefix(3), siren.suffix(3)].joined(separator: " ")
    }

    private static func changes(_ changes: Analysis.Changes) -> DossierChanges {
        DossierChanges(
            since: changes.since, scoreBefore: changes.score.before,
            items: changes.changed.map { DossierChange(label: $0.label, before: $0.before, after: $0.after) }
                + changes.added.map { DossierChange(label: $0.label, after: $0.value) }
                + changes.removed.map { DossierChange(label: $0.label, before: $0.value) })
    }
}
