import Blobs
import DataStore
import Documents
import Identity
import Primitives

/// What a dossier is made of, as of one moment, and what it says.
struct DossierSource: Sendable {
    /// More notes than a dossier has pages for are not read.
    private static let noteLimit = 100

    let lead: Lead
    let analysis: Analysis
    let workspace: Workspace
    let owner: String?
    let project: String?
    let stage: String?
    let contacts: [Contact]
    /// The newest first.
    let notes: [Note]
    let noteCount: Int
    let timeline: DossierTimeline

    var workspaceID: ID<Workspace> { workspace.id }

    var fileName: ObjectName { ObjectName(cleaning: "Dossier \(lead.company)", ending: "pdf") }

    /// Nothing for a lead that is gone or was never analysed.
    static func read(_ id: ID<Lead>, in tx: some SQLReading) throws -> DossierSource? {
        guard let lead = try LeadRows.find(id, in: tx), let analysis = try AnalysisRows.latest(of: id, in: tx),
            let workspace = try Workspaces.find(lead.workspaceId, in: tx)
        else { return nil }
        var names = DossierNames(workspace: workspace.id)
        return DossierSource(
            lead: lead, analysis: analysis, workspace: workspace,
            owner: try lead.ownerId.flatMap { try names.person($0, in: tx) },
            project: try names.project(lead.projectId, in: tx), stage: try names.stage(lead.stageId, in: tx),
            contacts: try ContactRows.list(of: id, in: tx), notes: try NoteRows.list(of: id, limit: noteLimit, in: tx),
            noteCount: try NoteRows.count(of: id, in: tx),
            timeline: try DossierTimeline.read(of: lead, language: workspace.language, &names, in: tx))
    }
}
