package import DataStore
package import Identity
package import Primitives

/// The people of a workspace: seen, given another role, taken out.
///
/// Nobody acts on someone above them, only an owner makes owners, and a workspace keeps an owner. Each change is one write with its
/// audit entry; what the person may do changes with their next request. It also voids the invitations that would undo it.
package struct MemberRoster: Sendable {
    private let store: Store
    private let cache: CredentialCache
    private let departure: MemberDeparture
    private let clock: WallClock

    /// - Parameters:
    ///   - cache: the one that sessions, tokens and keys share.
    ///   - departure: what else is done when someone goes.
    package init(store: Store, cache: CredentialCache, departure: MemberDeparture = .plain, clock: WallClock = .system) {
        self.store = store
        self.cache = cache
        self.departure = departure
        self.clock = clock
    }

    /// Everyone in the principal's workspace, in the order in which they joined.
    ///
    /// - Throws: ``Failure`` `forbidden`.
    package func list(for principal: Principal) async throws -> [Member] {
        try principal.require(.membersRead)
        return try await store.read { try Members.list(in: principal.workspaceID, $0) }
    }

    /// Gives a member another role. Giving the role they have changes nothing.
    ///
    /// - Throws: ``Failure`` `notFound` for someone who is no member, `forbidden` to act on someone above or to give more than one has,
    ///   `lastOwner`, `unauthenticated`, `conflict` while the workspace waits to be deleted.
    package func changeRole(of person: ID<Person>, to role: Role, act: Act) async throws {
        let principal = try act.requirePrincipal()
        try principal.require(.membersManage)
        let now = clock.now()
        try await store.write { [cache] tx in
            let rank = try ActingRank(of: principal, using: .membersManage, in: tx)
            let (member, before) = try Self.find(person, of: principal.workspaceID, in: tx)
            try rank.requireMayActOn(before)
            try rank.requireMayGive(role)
            guard role != before else { return }
            try Members.changeRole(of: person, in: principal.workspaceID, to: role, at: now, tx)
            let voided = try InvitationRows.revokeUndoing(member, becoming: role, in: principal.workspaceID, at: now, tx)
            try Self.append(
                .memberRoleChanged, member, before: ["role": .string(before.rawValue)],
                after: Self.outcome(["role": .string(role.rawValue)], voided), act, now, tx)
            tx.afterCommit { cache.forget(person) }
        }
    }

    /// Takes a member out with their sessions and tokens there; whoever belongs nowhere else is forgotten by the node. Oneself: leaves.
    ///
    /// - Throws: ``Failure`` as ``changeRole(of:to:act:)``; to leave takes no permission, but a sign-in.
    package func remove(_ person: ID<Person>, act: Act) async throws {
        let principal = try act.requirePrincipal()
        let isLeaving = principal.isSignedIn(as: person)
        if !isLeaving { try principal.require(.membersManage) }
        let now = clock.now()
        try await store.write { [cache, departure] tx in
            let (member, role) = try Self.remove(person, isLeaving: isLeaving, by: principal, at: now, tx)
            try departure.complete(person, principal.workspaceID, tx)
            let voided = try InvitationRows.revokeUndoing(member, becoming: nil, in: principal.workspaceID, at: now, tx)
            try People.removeUnlessMember(person, in: tx)
            try Self.append(
                isLeaving ? .memberLeft : .memberRemoved, member, before: ["role": .string(role.rawValue)],
                after: Self.outcome([:], voided), act, now, tx)
            tx.afterCommit { cache.forget(person) }
        }
    }

    /// Makes another member an owner and oneself an admin: what only an owner can do, signed in.
    ///
    /// - Throws: ``Failure`` `forbidden`, `notFound` for someone who is no member, `conflict` for oneself and while the workspace waits
    ///   to be deleted, `unauthenticated`.
    package func handOver(to successor: ID<Person>, act: Act) async throws {
        let principal = try act.requirePrincipal()
        guard case .session = principal.credential, let owner = principal.personID else {
            throw Failure(.forbidden, "A token or key owns nothing. Sign in to hand the workspace over.")
        }
        try principal.require(.membersManage)
        let now = clock.now()
        try await store.write { [cache] tx in
            let workspace = principal.workspaceID
            _ = try ActingRank(of: principal, using: .membersManage, in: tx)
            let (member, before) = try Self.find(successor, of: workspace, in: tx)
            let (former, _) = try Self.find(owner, of: workspace, in: tx)
            try Members.handOver(from: owner, to: successor, in: workspace, tx)
            let voided =
                try InvitationRows.revokeUndoing(former, becoming: .admin, in: workspace, at: now, tx)
                + InvitationRows.revokeUndoing(member, becoming: .owner, in: workspace, at: now, tx)
            try Self.append(
                .workspaceHandedOver, member, before: ["role": .string(before.rawValue)],
                after: Self.outcome(["role": "owner", "formerOwner": .string(former.email.description)], voided), act, now, tx)
            tx.afterCommit {
                cache.forget(owner)
                cache.forget(successor)
            }
        }
    }

    private static func remove(
        _ person: ID<Person>, isLeaving: Bool, by principal: Principal, at now: Timestamp, _ tx: WriteTransaction
    ) throws -> (Person, Role) {
        // Ranked first: someone who is out by now is told so, and not whether another is in.
        let rank = isLeaving ? nil : try ActingRank(of: principal, using: .membersManage, in: tx)
        let (member, role) = try find(person, of: principal.workspaceID, in: tx)
        try rank?.requireMayActOn(role)
        try Members.remove(person, from: principal.workspaceID, at: now, tx)
        return (member, role)
    }

    private static func find(
        _ id: ID<Person>, of workspace: ID<Workspace>, in tx: some SQLReading
    ) throws -> (person: Person, role: Role) {
        guard let person = try People.find(id, of: workspace, in: tx), let role = try Members.role(of: id, in: workspace, tx) else {
            throw Failure(.notFound, "There is no such member.")
        }
        return (person, role)
    }

    private static func append(
        _ action: AuditAction, _ person: Person, before: JSONValue, after: JSONValue?, _ act: Act, _ now: Timestamp, _ tx: WriteTransaction
    ) throws {
        try AuditLog.append(
            AuditEntry(
                action, on: .person(person), in: act.principal?.workspaceID, before: before, after: after, act: act, at: now), in: tx)
    }

    /// - Parameter voided: how many invitations went with the change; said only if any did.
    private static func outcome(_ members: [String: JSONValue], _ voided: Int) -> JSONValue? {
        var members = members
        if voided > 0 { members["invitationsRevoked"] = .integer(Int64(voided)) }
        // `nil` alone would be the JSON value null.
        return members.isEmpty ? Optional<JSONValue>.none : .object(members)
    }
}

extension Principal {
    /// Whether it is this person themselves, and not a program of theirs.
    fileprivate func isSignedIn(as person: ID<Person>) -> Bool {
        if case .session = credential { personID == person } else { false }
    }
}
