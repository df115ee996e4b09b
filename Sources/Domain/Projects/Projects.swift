package import DataStore
package import Identity
package import Primitives

/// The projects of a workspace.
package enum Projects {
    /// Makes the project into which leads are dropped when none is named. Part of making a workspace.
    @discardableResult
    package static func createDefault(for workspace: Workspace, at now: Timestamp, in tx: WriteTransaction) throws -> Project {
        let project = Project(
            id: ID(at: now), workspaceId: workspace.id, name: workspace.language("Prospection", "Prospecting"), description: nil,
            isDefault: true, duplicatePolicy: .keep, version: 1, createdAt: now, updatedAt: now)
        try ProjectRows.insert(project, in: tx)
        try Stages.createDefaults(for: project.id, language: workspace.language, at: now, in: tx)
        return project
    }

    package static func `default`(of workspace: ID<Workspace>, in tx: some SQLReading) throws -> Project {
        guard let project = try ProjectRows.default(of: workspace, in: tx) else {
            throw missingDefault(of: workspace)
        }
        return project
    }

    /// The id alone, for every drop that names no project.
    static func defaultID(of workspace: ID<Workspace>, in tx: some SQLReading) throws -> ID<Project> {
        guard let id = try ProjectRows.defaultID(of: workspace, in: tx) else { throw missingDefault(of: workspace) }
        return id
    }

    /// - Throws: ``Failure`` `notFound` if the workspace has no such project.
    static func require(_ id: ID<Project>, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> Project {
        guard let project = try ProjectRows.find(id, of: workspace, in: tx) else {
            throw Failure(
                .invalidRequest, "The lead can't be dropped there.",
                fields: [FieldFault("/projectId", "This workspace has no such project.")])
        }
        return project
    }

    private static func missingDefault(of workspace: ID<Workspace>) -> StoreError {
        StoreError(.unreadableRow, "workspace \(workspace) has no default project")
    }
}
