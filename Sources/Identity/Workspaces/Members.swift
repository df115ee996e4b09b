package import DataStore
package import Primitives

/// Who belongs to which workspace, and as what.
///
/// Whoever calls has checked the permission, writes the audit entry, and after the commit forgets the person's credentials.
package enum Members {
    /// More people than the product is made for; bounds what a page of members holds.
    package static let limitPerWorkspace = 1_000
    /// What a switcher can show.
    package static let membershipLimit = 200

    /// The role of a person in a workspace; `nil` for someone who does not belong to it.
    package static func role(of person: ID<Person>, in workspace: ID<Workspace>, _ transaction: some SQLReading) throws -> Role? {
        try transaction.value("SELECT role FROM member WHERE workspace_id = ? AND person_id = ?", [workspace, person])
    }

    /// Whether someone belongs to another workspace too: then this one's programs must not touch what is the person's own.
    package static func belongsElsewhere(
        _ id: ID<Person>, than workspace: ID<Workspace>, in transaction: some SQLReading
    ) throws -> Bool {
        try transaction.row("SELECT 1 FROM member WHERE person_id = ? AND workspace_id <> ? LIMIT 1", [id, workspace]) != nil
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

    /// The members in the order in which they joined.
    package static func list(in workspace: ID<Workspace>, _ transaction: some SQLReading) throws -> [Member] {
        try PersonRows.list(of: workspace, newestFirst: false, limit: limitPerWorkspace, offset: 0, in: transaction).map { person, row in
            Member(person: person, role: try row["role"], joinedAt: try row["joined_at"], lastSeenAt: try row["last_seen_at"])
        }
    }

    package static func count(in workspace: ID<Workspace>, _ transaction: some SQLReading) throws -> Int {
        try transaction.value("SELECT count(*) FROM member WHERE workspace_id = ?", [workspace]) ?? 0
    }

    /// Where a person belongs, by name; those that wait to be deleted only for their owners.
    package static func memberships(of person: ID<Person>, in transaction: some SQLReading) throws -> [Membership] {
        try transaction.rows(
            """
            SELECT \(WorkspaceRows.columns), member.role, member.created_at AS joined_at
            FROM member JOIN workspace ON workspace.id = member.workspace_id
            WHERE member.person_id = ? AND (workspace.delete_at IS NULL OR member.role = 'owner')
            ORDER BY workspace.name, workspace.id LIMIT \(membershipLimit)
            """, [person]
        ).map { Membership(workspace: try Workspace(row: $0), role: try $0["role"], joinedAt: try $0["joined_at"]) }
    }

    /// Where a person who names no workspace is let in: the last used of those open to them, else the one they joined first.
    package static func home(of person: ID<Person>, at moment: Timestamp, in transaction: some SQLReading) throws -> ID<Workspace>? {
        try transaction.value(
            """
            SELECT member.workspace_id FROM member JOIN workspace ON workspace.id = member.workspace_id
            WHERE member.person_id = ? AND (workspace.delete_at IS NULL OR member.role = 'owner')
                  AND (member.banned_until IS NULL OR member.banned_until <= ?)
            ORDER BY workspace.delete_at IS NOT NULL, coalesce(member.last_seen_at, 0) DESC, member.created_at, workspace.id LIMIT 1
            """, [person, moment])
    }

    /// Adds someone to a workspace.
    ///
    /// - Throws: ``Failure`` `conflict` for someone who is there, or at ``limitPerWorkspace`` or ``membershipLimit``.
    package static func add(
        _ person: ID<Person>, as role: Role, to workspace: ID<Workspace>, userMetadata: [String: JSONValue] = [:], at moment: Timestamp,
        _ transaction: WriteTransaction
    ) throws {
        guard try Self.role(of: person, in: workspace, transaction) == nil else {
            throw Failure(.conflict, "This person belongs to the workspace already.")
        }
        guard try count(in: workspace, transaction) < limitPerWorkspace else {
            throw Failure(.conflict, "The workspace has \(limitPerWorkspace) members, which is the most it can have.")
        }
        let others: Int = try transaction.value("SELECT count(*) FROM member WHERE person_id = ?", [person]) ?? 0
        guard others < membershipLimit else {
            throw Failure(.conflict, "This person belongs to \(membershipLimit) workspaces, which is the most anyone can. Leave one first.")
        }
        try transaction.execute(
            "INSERT INTO member (workspace_id, person_id, role, inbox_id, user_metadata, created_at) VALUES (?, ?, ?, ?, ?, ?)",
            [workspace, person, role, ID<Inbox>(at: moment), try Metadata().merging(userMetadata).text(for: "/data"), moment])
    }

    /// Gives a member another role; answers the one before.
    ///
    /// - Throws: ``Failure`` `notFound` for someone who is none, `lastOwner` when nobody would own the workspace.
    @discardableResult
    package static func changeRole(
        of person: ID<Person>, in workspace: ID<Workspace>, to role: Role, at moment: Timestamp, _ transaction: WriteTransaction
    ) throws -> Role {
        let before = try requireRole(of: person, in: workspace, transaction)
        if before == .owner, role != .owner { try requireAnotherOwner(than: person, in: workspace, at: moment, transaction) }
        try setRole(of: person, in: workspace, to: role, transaction)
        return before
    }

    /// Makes `successor`, who is a member, an owner, and `owner` an admin.
    ///
    /// - Throws: ``Failure`` `notFound` when one of them is no member, `forbidden` when `owner` is none, `conflict` for one and the same.
    package static func handOver(
        from owner: ID<Person>, to successor: ID<Person>, in workspace: ID<Workspace>, _ transaction: WriteTransaction
    ) throws {
        guard owner != successor else { throw Failure(.conflict, "Choose someone else to hand the workspace to.") }
        guard try requireRole(of: owner, in: workspace, transaction) == .owner else {
            throw Failure(.forbidden, "Only an owner can hand the workspace over.")
        }
        _ = try requireRole(of: successor, in: workspace, transaction)
        try setRole(of: successor, in: workspace, to: .owner, transaction)
        try setRole(of: owner, in: workspace, to: .admin, transaction)
    }

    /// Takes a person out of a workspace, with the sessions and tokens that they have there; answers the role they had.
    ///
    /// - Throws: ``Failure`` `notFound` for someone who is no member, `lastOwner` when nobody would own the workspace.
    @discardableResult
    package static func remove(
        _ person: ID<Person>, from workspace: ID<Workspace>, at moment: Timestamp, _ transaction: WriteTransaction
    ) throws -> Role {
        let role = try requireRole(of: person, in: workspace, transaction)
        if role == .owner { try requireAnotherOwner(than: person, in: workspace, at: moment, transaction) }
        try transaction.execute("DELETE FROM api_token WHERE workspace_id = ? AND person_id = ?", [workspace, person])
        try transaction.execute("DELETE FROM member WHERE workspace_id = ? AND person_id = ?", [workspace, person])
        return role
    }

    private static func requireRole(of person: ID<Person>, in workspace: ID<Workspace>, _ transaction: some SQLReading) throws -> Role {
        guard let role = try role(of: person, in: workspace, transaction) else {
            throw Failure(.notFound, "There is no such member.")
        }
        return role
    }

    private static func setRole(
        of person: ID<Person>, in workspace: ID<Workspace>, to role: Role, _ transaction: WriteTransaction
    ) throws {
        try transaction.execute("UPDATE member SET role = ? WHERE workspace_id = ? AND person_id = ?", [role, workspace, person])
    }

    /// One who is locked out can hand nothing over, and does not count.
    private static func requireAnotherOwner(
        than person: ID<Person>, in workspace: ID<Workspace>, at moment: Timestamp, _ transaction: some SQLReading
    ) throws {
        let other = try transaction.row(
            """
            SELECT 1 FROM member WHERE workspace_id = ? AND role = 'owner' AND person_id <> ?
                  AND (banned_until IS NULL OR banned_until <= ?) LIMIT 1
            """, [workspace, person, moment])
        guard other != nil else {
            throw Failure(.lastOwner, "A workspace needs an owner. Hand it over first.")
        }
    }
}
