import DataStore
import Documents
import FoundationEssentials
import Primitives

/// What happened to a lead in words: dropped, analysed, edited, moved. Renderings are left out: each would make the next one another.
struct DossierTimeline: Sendable {
    /// As many as a dossier shows.
    private static let limit = 100

    /// The newest first.
    let moments: [DossierMoment]
    /// How many older ones there are, as far as they were counted.
    let earlier: Int

    static func read(
        of lead: Lead, language: Language, _ names: inout DossierNames, in tx: some SQLReading
    ) throws -> DossierTimeline {
        let entries = try LeadChangeRows.list(of: lead.id, before: nil, limit: limit, in: tx)
        var moments = [DossierMoment(at: lead.createdAt, text: language("Lead déposé", "Lead dropped"))]
        for analysis in try AnalysisRows.versions(of: lead.id, limit: limit, in: tx) {
            let text = language("Site analysé : score \(analysis.score)", "Site analysed: score \(analysis.score)")
            moments.append(DossierMoment(at: analysis.createdAt, text: text))
        }
        for entry in entries {
            guard let text = try LeadChangeWords(language: language).sentence(entry, &names, in: tx) else { continue }
            moments.append(DossierMoment(at: entry.at, text: text, actor: entry.actorName))
        }
        // Stable, so that things of one moment keep their order.
        let newest = moments.enumerated().sorted { ($1.element.at, $0.offset) < ($0.element.at, $1.offset) }.map(\.element)
        let unread = try LeadChangeRows.count(of: lead.id, in: tx) - entries.count
        return DossierTimeline(
            moments: Array(newest.prefix(limit)), earlier: max(0, newest.count - limit) + max(0, unread))
    }
}
