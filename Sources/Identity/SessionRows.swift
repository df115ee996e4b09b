import DataStore
import Primitives

/// SQL of sessions.
enum SessionRows {
    /// A few milliseconds of the one writer.
    static let sweepLimit = 500

    static let recordUse = "UPDATE session SET last_used_at = ? WHERE token_hash = ? AND last_used_at < ?"

    static func insert(_ session: Session, hash: TokenHash, in transaction: WriteTransaction) throws {
        try transaction.execute(
            """
            INSERT INTO session (id, person_id, workspace_id, token_hash, created_at, last_used_at, expires_at, user_agent)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                session.id, session.personID, session.workspaceID, hash, session.createdAt, session.createdAt, session.expiresAt,
                session.userAgent,
            ])
    }

    @Sendable
    static func recognize(_ hash: TokenHash, in transaction: ReadTransaction) throws -> RecognizedCredential? {
        let row = try transaction.row(
            """
            SELECT session.id, session.person_id, session.workspace_id, session.last_used_at, session.expires_at, member.role, person.name
            FROM session
            JOIN member ON member.workspace_id = session.workspace_id AND member.person_id = session.person_id
            JOIN person ON person.id = session.person_id
            WHERE session.token_hash = ?
            """, [hash])
        guard let row else { return nil }
        return RecognizedCredential(
            principal: Principal(
                credential: .session(try row["id"]), workspaceID: try row["workspace_id"], personID: try row["person_id"],
                role: try row["role"], displayName: try row["name"]),
            lastUsedAt: try row["last_used_at"], expiresAt: try row["expires_at"], idleLimit: Sessions.idleLimit)
    }

    /// Answers the hash under which the session was known.
    static func delete(_ id: ID<Session>, in transaction: WriteTransaction) throws -> TokenHash? {
        try transaction.value("DELETE FROM session WHERE id = ? RETURNING token_hash", [id])
    }

    static func deleteExpired(at moment: Timestamp, idleSince: Timestamp, in transaction: WriteTransaction) throws -> Int {
        try transaction.execute(
            "DELETE FROM session WHERE id IN (SELECT id FROM session WHERE expires_at <= ? OR last_used_at <= ? LIMIT \(sweepLimit))",
            [moment, idleSince])
    }
}
