package import DataStore
package import Primitives

/// The workspaces of the node.
package enum Workspaces {
    /// The one with this id, if there is one.
    package static func find(_ id: ID<Workspace>, in transaction: some SQLReading) throws -> Workspace? {
        try transaction.row("SELECT id, name, language, created_at, version FROM workspace WHERE id = ?", [id]).map(Workspace.init(row:))
    }

    /// The oldest workspaces, at most `limit`.
    package static func all(limit: Int, in transaction: some SQLReading) throws -> [Workspace] {
        try transaction.rows("SELECT id, name, language, created_at, version FROM workspace ORDER BY id LIMIT ?", [limit])
            .map(Workspace.init(row:))
    }

    static func insert(_ workspace: Workspace, in transaction: WriteTransaction) throws {
        try transaction.execute(
            "INSERT INTO workspace (id, name, language, created_at, version) VALUES (?, ?, ?, ?, ?)",
            [workspace.id, workspace.name, workspace.language, workspace.createdAt, workspace.version])
    }
}

extension Workspace {
    fileprivate init(row: SQLRow) throws {
        id = try row["id"]
        name = try row["name"]
        language = try row["language"]
        createdAt = try row["created_at"]
        version = try row["version"]
    }
}
