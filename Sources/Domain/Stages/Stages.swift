import DataStore
import Identity
import Primitives

/// The stages of a project.
enum Stages {
    private static let defaults: [(french: String, english: String, kind: StageKind, probability: Int, colour: String, staleDays: Int?)] = [
        ("Nouveau", "New", .open, 5, "#64748b", 7),
        ("Contacté", "Contacted", .open, 15, "#0ea5e9", 14),
        ("Rendez-vous", "Meeting", .open, 35, "#8b5cf6", 14),
        ("Proposition", "Proposal", .open, 60, "#f59e0b", 21),
        ("Gagné", "Won", .won, 100, "#16a34a", nil),
        ("Perdu", "Lost", .lost, 0, "#dc2626", nil),
    ]

    /// Gives a new project the stages that most teams begin with. Part of making a project.
    static func createDefaults(for project: ID<Project>, language: Language, at now: Timestamp, in tx: WriteTransaction) throws {
        for (position, stage) in defaults.enumerated() {
            try StageRows.insert(
                Stage(
                    id: ID(at: now), projectId: project, name: language(stage.french, stage.english), position: position,
                    kind: stage.kind, probability: stage.probability, colour: stage.colour, staleDays: stage.staleDays,
                    requiredFields: [], version: 1),
                in: tx)
        }
    }

    /// - Throws: ``Failure`` `invalidRequest` if the project has no such stage.
    static func require(_ id: ID<Stage>, of project: ID<Project>, in tx: some SQLReading) throws -> Stage {
        guard let stage = try StageRows.find(id, of: project, in: tx) else {
            throw Failure(
                .invalidRequest, "The lead can't be put there.", fields: [FieldFault("/stageId", "The project has no such stage.")])
        }
        return stage
    }

    /// The stage in which a lead comes into the project.
    static func firstID(of project: ID<Project>, in tx: some SQLReading) throws -> ID<Stage> {
        guard let id = try StageRows.first(of: project, in: tx) else {
            throw StoreError(.unreadableRow, "project \(project) has no stage")
        }
        return id
    }
}
