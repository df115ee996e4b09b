import DataStore
import Identity
import Primitives

/// The table of invitations: SQL and row mapping, nothing else. An open one is neither accepted nor revoked, a live one not expired either.
enum InvitationRows {
    /// A few milliseconds of the one writer.
    static let sweepLimit = 500

    private static let columns = """
        id, workspace_id, email, role, inviter_id, inviter_name, created_at, sent_at, expires_at, accepted_at, revoked_at
        """
    private static let isOpen = "accepted_at IS NULL AND revoked_at IS NULL"

    static func insert(_ invitation: Invitation, hash: TokenHash, in tx: WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO invitation (id, workspace_id, email, email_normalized, role, token_hash, inviter_id, inviter_name, created_at,
                sent_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                invitation.id, invitation.workspaceID, invitation.email, invitation.email.normalized, invitation.role, hash,
                invitation.inviterID, invitation.inviterName, invitation.createdAt, invitation.sentAt, invitation.expiresAt,
            ])
    }

    /// Writes what sending again changes; the token before is void.
    static func renew(_ invitation: Invitation, hash: TokenHash, in tx: WriteTransaction) throws {
        try tx.execute(
            "UPDATE invitation SET token_hash = ?, inviter_id = ?, inviter_name = ?, sent_at = ?, expires_at = ? WHERE id = ?",
            [hash, invitation.inviterID, invitation.inviterName, invitation.sentAt, invitation.expiresAt, invitation.id])
    }

    static func find(_ id: ID<Invitation>, in workspace: ID<Workspace>, _ tx: some SQLReading) throws -> Invitation? {
        try tx.row("SELECT \(columns) FROM invitation WHERE id = ? AND workspace_id = ?", [id, workspace]).map(decode)
    }

    static func find(_ hash: TokenHash, in tx: some SQLReading) throws -> Invitation? {
        try tx.row("SELECT \(columns) FROM invitation WHERE token_hash = ?", [hash]).map(decode)
    }

    static func open(for email: EmailAddress, in workspace: ID<Workspace>, _ tx: some SQLReading) throws -> Invitation? {
        try tx.row(
            "SELECT \(columns) FROM invitation WHERE email_normalized = ? AND workspace_id = ? AND \(isOpen)",
            [email.normalized, workspace]
        ).map(decode)
    }

    /// The live one of an address that was sent last, to a workspace that does not wait to be deleted.
    static func live(
        for email: EmailAddress, in workspace: ID<Workspace>?, at moment: Timestamp, _ tx: some SQLReading
    ) throws -> Invitation? {
        try tx.row(
            """
            SELECT \(columns) FROM invitation
            WHERE email_normalized = ? AND workspace_id = coalesce(?, workspace_id) AND \(isOpen) AND expires_at > ?
                AND EXISTS (SELECT 1 FROM workspace WHERE workspace.id = invitation.workspace_id AND workspace.delete_at IS NULL)
            ORDER BY sent_at DESC, id DESC LIMIT 1
            """, [email.normalized, workspace, moment]
        ).map(decode)
    }

    /// Those that nobody has accepted, the last sent first: so all that are live come before any that has expired.
    static func open(in workspace: ID<Workspace>, after last: Place?, limit: Int, _ tx: some SQLReading) throws -> [Invitation] {
        let condition = last == nil ? "" : "AND (sent_at, id) < (?, ?)"
        let arguments: [any SQLConvertible] = [workspace] + (last.map { [$0.sentAt, $0.id] } ?? []) + [limit]
        return try tx.rows(
            "SELECT \(columns) FROM invitation WHERE workspace_id = ? AND \(isOpen) \(condition) ORDER BY sent_at DESC, id DESC LIMIT ?",
            arguments
        ).map(decode)
    }

    /// Where an invitation stands among those of its workspace.
    struct Place {
        let sentAt: Timestamp
        let id: ID<Invitation>

        init(_ invitation: Invitation) { (sentAt, id) = (invitation.sentAt, invitation.id) }

        init(cursor: String) throws(Failure) {
            let parts = cursor.split(separator: "|")
            guard parts.count == 2, let microseconds = Int64(parts[0]), let id = ID<Invitation>(String(parts[1])) else {
                throw Failure(.invalidRequest, "The page can't be found.", fields: [FieldFault("cursor", "Take it from `next`.")])
            }
            (sentAt, self.id) = (Timestamp(microseconds: microseconds), id)
        }

        var cursor: String { "\(sentAt.microseconds)|\(id)" }
    }

    static func countLive(in workspace: ID<Workspace>, at moment: Timestamp, _ tx: some SQLReading) throws -> Int {
        try tx.value("SELECT count(*) FROM invitation WHERE workspace_id = ? AND \(isOpen) AND expires_at > ?", [workspace, moment]) ?? 0
    }

    /// Marks a live one accepted; false when it is not, so that of many at once exactly one accepts.
    static func accept(_ id: ID<Invitation>, by person: ID<Person>, at moment: Timestamp, _ tx: WriteTransaction) throws -> Bool {
        try tx.execute(
            "UPDATE invitation SET accepted_at = ?, accepter_id = ? WHERE id = ? AND \(isOpen) AND expires_at > ?",
            [moment, person, id, moment]) == 1
    }

    static func revoke(_ id: ID<Invitation>, at moment: Timestamp, _ tx: WriteTransaction) throws {
        try tx.execute("UPDATE invitation SET revoked_at = ? WHERE id = ? AND \(isOpen)", [moment, id])
    }

    /// Revokes what would undo a change of a member: the invitation that waits for them, and those they sent to more than they can
    /// give now. Answers how many that were.
    ///
    /// - Parameter role: the one that they have now; `nil` is out, and ends all that they sent.
    static func revokeUndoing(
        _ person: Person, becoming role: Role?, in workspace: ID<Workspace>, at moment: Timestamp, _ tx: WriteTransaction
    ) throws -> Int {
        let excess = Role.allCases.filter { beyond in role.map { beyond > $0 || !$0.allows(.membersManage) } ?? true }
        let isExcess = excess.isEmpty ? "1 = 0" : "role IN (\(Array(repeating: "?", count: excess.count).joined(separator: ", ")))"
        return try tx.execute(
            """
            UPDATE invitation SET revoked_at = ? WHERE workspace_id = ? AND \(isOpen)
                AND (email_normalized = ? OR inviter_id = ? AND \(isExcess))
            """, [moment, workspace, person.email.normalized, person.id] + excess as [any SQLConvertible])
    }

    static func remove(_ id: ID<Invitation>, in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM invitation WHERE id = ?", [id])
    }

    /// Removes those that have expired before `moment`, a bounded number a call; answers how many.
    static func removeExpired(before moment: Timestamp, in tx: WriteTransaction) throws -> Int {
        try tx.execute(
            "DELETE FROM invitation WHERE id IN (SELECT id FROM invitation WHERE expires_at <= ? LIMIT \(sweepLimit))", [moment])
    }

    private static func decode(_ row: SQLRow) throws -> Invitation {
        Invitation(
            id: try row["id"], workspaceID: try row["workspace_id"], email: try row["email"], role: try row["role"],
            inviterID: try row["inviter_id"], inviterName: try row["inviter_name"], createdAt: try row["created_at"],
            sentAt: try row["sent_at"], expiresAt: try row["expires_at"], acceptedAt: try row["accepted_at"],
            revokedAt: try row["revoked_at"])
    }
}
