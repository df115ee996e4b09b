import DataStore
import Identity
import Primitives

/// What the ids in a lead are called, for people who read a table.
struct ExportNames: Sendable {
    private let names: [String: String]

    /// - Parameter workspace: its projects, stages and members.
    init(of workspace: ID<Workspace>, in tx: some SQLReading) throws {
        let rows = try tx.rows(
            """
            SELECT id, name FROM project WHERE workspace_id = ?
            UNION ALL SELECT s.id, s.name FROM project AS p JOIN stage AS s ON s.project_id = p.id WHERE p.workspace_id = ?
            """, [workspace, workspace])
        var names: [String: String] = [:]
        for row in rows { names[try row["id"]] = try row["name"] }
        for member in try Members.list(in: workspace, tx) { names[member.person.id.description] = member.person.name.description }
        self.names = names
    }

    subscript<Entity>(id: ID<Entity>?) -> String { id.flatMap { names[$0.description] } ?? "" }
}
