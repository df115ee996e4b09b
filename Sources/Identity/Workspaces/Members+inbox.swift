package import DataStore
package import Primitives

extension Members {
    /// The inbox of a person in a workspace; `nil` for someone who does not belong to it.
    package static func inbox(
        of person: ID<Person>, in workspace: ID<Workspace>, _ transaction: some SQLReading
    ) throws -> ID<Inbox>? {
        try transaction.value("SELECT inbox_id FROM member WHERE workspace_id = ? AND person_id = ?", [workspace, person])
    }

    /// Whose inbox it is, and where; `nil` when there is no such inbox.
    package static func holder(
        of inbox: ID<Inbox>, in transaction: some SQLReading
    ) throws -> (person: ID<Person>, workspace: ID<Workspace>)? {
        try transaction.row("SELECT person_id, workspace_id FROM member WHERE inbox_id = ?", [inbox]).map { row in
            (try row["person_id"], try row["workspace_id"])
        }
    }

    /// Who looks after a workspace, the longest there first; no more than look after one.
    package static func admins(of workspace: ID<Workspace>, _ transaction: some SQLReading) throws -> [ID<Person>] {
        try transaction.rows(
            """
            SELECT person_id FROM member WHERE workspace_id = ? AND role IN ('owner', 'admin') ORDER BY created_at, person_id LIMIT 50
            """, [workspace]
        ).map { try $0["person_id"] }
    }

    /// Counts up the changes of an inbox; answers the number of this one.
    package static func touch(_ inbox: ID<Inbox>, in transaction: WriteTransaction) throws -> Int64 {
        try transaction.execute("UPDATE member SET inbox_version = inbox_version + 1 WHERE inbox_id = ?", [inbox])
        return try transaction.value("SELECT inbox_version FROM member WHERE inbox_id = ?", [inbox]) ?? 0
    }
}
