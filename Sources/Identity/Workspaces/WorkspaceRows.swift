import DataStore
import Primitives

/// SQL of workspaces.
enum WorkspaceRows {
    static let columns = """
        workspace.id, workspace.name, workspace.language, workspace.time_zone, workspace.currency, workspace.payouts_need_two,
        workspace.created_at, workspace.version, workspace.delete_at
        """

    static func list(_ clause: String, _ arguments: [any SQLConvertible], in transaction: some SQLReading) throws -> [Workspace] {
        try transaction.rows("SELECT \(columns) FROM workspace \(clause)", arguments).map(Workspace.init(row:))
    }

    static func insert(_ workspace: Workspace, in transaction: WriteTransaction) throws {
        try transaction.execute(
            "INSERT INTO workspace (id, name, language, time_zone, currency, created_at, version) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                workspace.id, workspace.name, workspace.language, workspace.timeZone, workspace.currency, workspace.createdAt,
                workspace.version,
            ])
    }

    static func update(_ workspace: Workspace, in transaction: WriteTransaction) throws {
        try transaction.execute(
            "UPDATE workspace SET name = ?, language = ?, time_zone = ?, currency = ?, payouts_need_two = ?, version = ? WHERE id = ?",
            [
                workspace.name, workspace.language, workspace.timeZone, workspace.currency, workspace.payoutsNeedTwo, workspace.version,
                workspace.id,
            ])
    }

    static func setDeletion(_ id: ID<Workspace>, at moment: Timestamp?, in transaction: WriteTransaction) throws {
        try transaction.execute("UPDATE workspace SET delete_at = ?, version = version + 1 WHERE id = ?", [moment, id])
    }

    static func remove(_ id: ID<Workspace>, in transaction: WriteTransaction) throws {
        let people = try transaction.rows("SELECT person_id FROM member WHERE workspace_id = ?", [id]).map {
            try $0["person_id"] as ID<Person>
        }
        for table in ["api_token", "workspace_key", "session", "member"] {
            try transaction.execute("DELETE FROM \(table) WHERE workspace_id = ?", [id])
        }
        try transaction.execute("DELETE FROM workspace WHERE id = ?", [id])
        for person in people { try People.removeUnlessMember(person, in: transaction) }
    }
}

extension Workspace {
    init(row: SQLRow) throws {
        id = try row["id"]
        name = try row["name"]
        language = try row["language"]
        timeZone = try row["time_zone"]
        currency = try row["currency"]
        payoutsNeedTwo = try row["payouts_need_two"]
        createdAt = try row["created_at"]
        version = try row["version"]
        deletesAt = try row["delete_at"]
    }
}
