import DataStore
import Primitives

/// SQL of sessions.
enum SessionRows {
    /// A few milliseconds of the one writer.
    static let sweepLimit = 500

    private static let columns = """
        session.id, session.person_id, session.workspace_id, session.counter, session.created_at, session.last_used_at,
        session.refreshed_at, session.expires_at, session.method, session.reach, session.user_agent, session.remote_address
        """

    static func insert(_ session: Session, in transaction: WriteTransaction) throws {
        try transaction.execute(
            """
            INSERT INTO session (id, person_id, workspace_id, counter, created_at, last_used_at, refreshed_at, expires_at, method,
                                 reach, user_agent, remote_address)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                session.id, session.personID, session.workspaceID, session.counter, session.createdAt, session.lastUsedAt,
                session.refreshedAt, session.expiresAt, session.method, session.reach, session.userAgent, session.remoteAddress,
            ])
    }

    static func find(_ id: ID<Session>, in transaction: some SQLReading) throws -> Session? {
        try transaction.row("SELECT \(columns) FROM session WHERE id = ?", [id]).map(Session.init(row:))
    }

    /// The sessions of a person that are good at `moment`, the last used first; in one workspace, or in all.
    static func list(
        of person: ID<Person>, in workspace: ID<Workspace>?, at moment: Timestamp, idleSince: Timestamp, limit: Int,
        in transaction: some SQLReading
    ) throws -> [ListedSession] {
        try transaction.rows(
            """
            SELECT \(columns), workspace.name AS workspace_name FROM session JOIN workspace ON workspace.id = session.workspace_id
            WHERE session.person_id = ? AND session.workspace_id = coalesce(?, session.workspace_id) AND session.expires_at > ? AND session.last_used_at > ?
            ORDER BY session.last_used_at DESC, session.id DESC LIMIT ?
            """, [person, workspace, moment, idleSince, limit]
        ).map { ListedSession(session: try Session(row: $0), workspaceName: try $0["workspace_name"]) }
    }

    /// Writes what a refresh changes, or a move to another workspace.
    static func update(_ session: Session, in transaction: WriteTransaction) throws {
        try transaction.execute(
            """
            UPDATE session SET workspace_id = ?, counter = ?, last_used_at = ?, refreshed_at = ?, user_agent = ?, remote_address = ?
            WHERE id = ?
            """,
            [
                session.workspaceID, session.counter, session.lastUsedAt, session.refreshedAt, session.userAgent, session.remoteAddress,
                session.id,
            ])
    }

    /// Ends one session of a person; answers it, or `nil` when there is none.
    static func delete(_ id: ID<Session>, of person: ID<Person>, in transaction: WriteTransaction) throws -> Session? {
        try transaction.row("DELETE FROM session WHERE id = ? AND person_id = ? RETURNING \(bare)", [id, person]).map(Session.init(row:))
    }

    /// Ends all sessions of a person but one, in one workspace or in all; answers how many.
    static func deleteAll(
        of person: ID<Person>, in workspace: ID<Workspace>?, except kept: ID<Session>?, _ transaction: WriteTransaction
    ) throws -> Int {
        try transaction.execute(
            "DELETE FROM session WHERE person_id = ? AND workspace_id = coalesce(?, workspace_id) AND id <> coalesce(?, '')",
            [person, workspace, kept])
    }

    /// Ends those of a person that were not used for longest, until `limit` are left; answers how many went.
    static func deleteSurplus(of person: ID<Person>, keeping limit: Int, in transaction: WriteTransaction) throws -> Int {
        try transaction.execute(
            """
            DELETE FROM session WHERE id IN
                (SELECT id FROM session WHERE person_id = ? ORDER BY last_used_at DESC, id DESC LIMIT \(sweepLimit) OFFSET ?)
            """, [person, limit])
    }

    static func deleteExpired(at moment: Timestamp, idleSince: Timestamp, in transaction: WriteTransaction) throws -> Int {
        try transaction.execute(
            "DELETE FROM session WHERE id IN (SELECT id FROM session WHERE expires_at <= ? OR last_used_at <= ? LIMIT \(sweepLimit))",
            [moment, idleSince])
    }

    /// `RETURNING` takes no table names.
    private static let bare = columns.replacing("session.", with: "")
}

extension Session {
    init(row: SQLRow) throws {
        id = try row["id"]
        personID = try row["person_id"]
        workspaceID = try row["workspace_id"]
        counter = try row["counter"]
        createdAt = try row["created_at"]
        lastUsedAt = try row["last_used_at"]
        refreshedAt = try row["refreshed_at"]
        expiresAt = try row["expires_at"]
        method = try row["method"]
        reach = try row["reach"]
        userAgent = try row["user_agent"]
        remoteAddress = try row["remote_address"]
    }
}
