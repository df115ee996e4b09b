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

    /// Where a lead goes that names `project`, or none.
    ///
    /// - Throws: ``Failure`` `invalidRequest` if the workspace has no such project, or has put it away.
    static func place(_ project: ID<Project>?, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> ProjectPlace {
        guard let project else {
            guard let place = try ProjectRows.defaultPlace(of: workspace, in: tx) else { throw missingDefault(of: workspace) }
            return place
        }
        let named = try ProjectRows.find(project, of: workspace, in: tx)
        guard let named, named.deletedAt == nil else { throw refusal("This workspace has no such project.") }
        guard named.archivedAt == nil else { throw refusal("This project is archived. Take it out of the archive first.") }
        return ProjectPlace(projectID: named.id, policy: named.duplicatePolicy)
    }

    private static func refusal(_ message: String) -> Failure {
        Failure(.invalidRequest, "The lead can't be put there.", fields: [FieldFault("/projectId", message)])
    }

    private static func missingDefault(of workspace: ID<Workspace>) -> StoreError {
        StoreError(.unreadableRow, "workspace \(workspace) has no default project")
    }
}
