package import DataStore
package import Primitives

/// Who belongs to which workspace, and as what.
package enum Members {
    /// The role of a person in a workspace; `nil` for someone who does not belong to it.
    package static func role(of person: ID<Person>, in workspace: ID<Workspace>, _ transaction: some SQLReading) throws -> Role? {
        try transaction.value("SELECT role FROM member WHERE workspace_id = ? AND person_id = ?", [workspace, person])
    }

    /// The owner of longest standing of a workspace.
    package static func firstOwner(of workspace: ID<Workspace>, in transaction: some SQLReading) throws -> Person? {
        let id: ID<Person>? = try transaction.value(
            "SELECT person_id FROM member WHERE workspace_id = ? AND role = 'owner' ORDER BY created_at, person_id LIMIT 1", [workspace])
        return try id.flatMap { try People.find($0, in: transaction) }
    }

    /// Whether anybody owns anything yet.
    package static func hasOwner(in transaction: some SQLReading) throws -> Bool {
        try transaction.row("SELECT 1 FROM member WHERE role = 'owner' LIMIT 1") != nil
    }

    static func insert(
        _ person: ID<Person>, as role: Role, in workspace: ID<Workspace>, at moment: Timestamp, _ transaction: WriteTransaction
    ) throws {
        try transaction.execute(
            "INSERT INTO member (workspace_id, person_id, role, created_at) VALUES (?, ?, ?, ?)", [workspace, person, role, moment])
    }
}
