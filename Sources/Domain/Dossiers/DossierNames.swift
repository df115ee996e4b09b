import DataStore
import Identity
import Primitives

/// What the people, stages and projects are called that a lead's history names by id; each is looked up once.
struct DossierNames {
    private let workspace: ID<Workspace>
    private var people: [ID<Person>: String?] = [:]
    private var stages: [ID<Stage>: String?] = [:]
    private var projects: [ID<Project>: String?] = [:]

    init(workspace: ID<Workspace>) {
        self.workspace = workspace
    }

    /// Nothing for somebody who is not in the workspace any more.
    mutating func person(_ id: ID<Person>, in tx: some SQLReading) throws -> String? {
        try Self.name(of: id, in: &people) { try People.find(id, of: workspace, in: tx)?.name.description }
    }

    mutating func stage(_ id: ID<Stage>, in tx: some SQLReading) throws -> String? {
        try Self.name(of: id, in: &stages) { try StageRows.name(of: id, in: tx) }
    }

    mutating func project(_ id: ID<Project>, in tx: some SQLReading) throws -> String? {
        try Self.name(of: id, in: &projects) { try ProjectRows.find(id, of: workspace, in: tx)?.name }
    }

    /// The value of a field that holds an id; nothing for any other field.
    mutating func name(of value: String, in field: LeadField, _ tx: some SQLReading) throws -> String? {
        switch field {
        case .ownerId: try ID<Person>(value).flatMap { try person($0, in: tx) }
        case .stageId: try ID<Stage>(value).flatMap { try stage($0, in: tx) }
        case .projectId: try ID<Project>(value).flatMap { try project($0, in: tx) }
        default: nil
        }
    }

    private static func name<Key: Hashable>(
        of key: Key, in known: inout [Key: String?], _ look: () throws -> String?
    ) rethrows -> String? {
        if let name = known[key] { return name }
        let name = try look()
        known[key] = .some(name)
        return name
    }
}
