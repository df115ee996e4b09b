import DataStore
package import Identity
package import Primitives

extension Pipeline {
    package static let movesLimit = 200

    /// One page of what went from stage to stage in a project, the newest first.
    ///
    /// - Throws: ``Failure`` `forbidden`, `notFound`, `invalidRequest` for a cursor of another list.
    package func moves(
        of project: ID<Project>, cursor: String?, limit: Int, for principal: Principal
    ) async throws -> Page<PipelineEvent> {
        try principal.require(.leadsRead)
        return try await store.read { tx in
            let project = try Self.find(project, for: principal, in: tx)
            return try Self.page(of: "project_id", project.id.description, cursor, limit, in: tx)
        }
    }

    /// The same of one lead, with what those did that were merged into it.
    ///
    /// - Throws: besides, `leadMerged`.
    package func moves(of lead: ID<Lead>, cursor: String?, limit: Int, for principal: Principal) async throws -> Page<PipelineEvent> {
        try principal.require(.leadsRead)
        return try await store.read { [leads] tx in
            let lead = try leads.find(lead, for: principal, in: tx)
            return try Self.page(of: "lead_id", lead.id.description, cursor, limit, in: tx)
        }
    }

    private static func page(
        of column: String, _ id: String, _ cursor: String?, _ limit: Int, in tx: some SQLReading
    ) throws -> Page<PipelineEvent> {
        let list = "moves \(column) \(id)"
        let before = try cursor.map { try BoundCursor.place(in: $0, for: list) { ID<PipelineEvent>($0) } }
        let found = try PipelineEventRows.list(where: column, is: id, before: before, limit: limit + 1, in: tx)
        let items = Array(found.prefix(limit))
        return Page(items: items, next: found.count > limit ? items.last.map { BoundCursor.text(of: $0.id.description, for: list) } : nil)
    }
}
