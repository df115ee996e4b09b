package import DataStore
package import Identity
package import Primitives

/// Invitations to a workspace by mail: sent, sent again, revoked, accepted.
///
/// Each change is one write with its audit entry and, where there is one, its mail job. An address has at most one live invitation to
/// a workspace.
package struct Invitations: Sendable {
    package static let lifetime: Duration = .days(7)
    /// Waiting at a time in one workspace; a larger crowd is let in by the sign-up policy.
    package static let liveLimit = 200
    package static let pageLimit = 200
    /// After its end an invitation is of no use to anyone; the audit log has the story.
    private static let retention: Duration = .days(30)

    let store: Store
    let sessions: Sessions
    let cache: CredentialCache
    let clock: WallClock
    private let outbox: Outbox
    private let letters: Letters
    private let pageURL: String
    let news: MemberNews?

    /// - Parameters:
    ///   - cache: the one that sessions, tokens and keys share.
    ///   - pageURL: the address of the page, without a slash at its end.
    package init(
        store: Store, sessions: Sessions, cache: CredentialCache, outbox: Outbox, letters: Letters, pageURL: String,
        news: MemberNews? = nil, clock: WallClock = .system
    ) {
        self.store = store
        self.sessions = sessions
        self.cache = cache
        self.clock = clock
        self.outbox = outbox
        self.letters = letters
        self.pageURL = pageURL
        self.news = news
    }

    /// Those of the principal's workspace that nobody has accepted: pending or expired, the last sent first.
    ///
    /// - Throws: ``Failure`` `forbidden`, `invalidRequest` for a cursor that no page gave out.
    package func list(for principal: Principal, cursor: String? = nil, limit: Int = pageLimit) async throws -> Page<Invitation> {
        try principal.require(.membersManage)
        let last = try cursor.map(InvitationRows.Place.init(cursor:))
        let limit = min(max(limit, 1), Self.pageLimit)
        let found = try await store.read { try InvitationRows.open(in: principal.workspaceID, after: last, limit: limit + 1, $0) }
        return Page(items: Array(found.prefix(limit)), next: found.count > limit ? InvitationRows.Place(found[limit - 1]).cursor : nil)
    }

    /// Invites an address; an invitation to it that has expired is replaced.
    ///
    /// - Throws: ``Failure`` `conflict` for a member, for an address that is invited, at ``liveLimit`` and while the workspace waits to
    ///   be deleted; `forbidden` to give a role above one's own; `rateLimited`, `unauthenticated`.
    package func send(_ draft: InvitationDraft, act: Act) async throws -> Invitation {
        let principal = try act.requirePrincipal()
        try principal.require(.membersManage)
        let token = OpaqueToken.generate()
        let now = clock.now()
        return try await store.write { [self] tx in
            let workspace = principal.workspaceID
            try ActingRank(of: principal, using: .membersManage, in: tx).requireMayGive(draft.role)
            try Self.requireNoMember(draft.email, workspace, tx)
            if let known = try InvitationRows.open(for: draft.email, in: workspace, tx) {
                guard known.state(at: now) == .expired else { throw Self.invitedAlready }
                try InvitationRows.remove(known.id, in: tx)
            }
            try Self.requireRoom(in: workspace, at: now, tx)
            let inviter = try inviter(principal, tx)
            let invitation = Invitation(
                id: ID(at: now), workspaceID: workspace, email: draft.email, role: draft.role, inviterID: inviter?.id,
                inviterName: inviter?.name, createdAt: now, sentAt: now, expiresAt: now + Self.lifetime, acceptedAt: nil, revokedAt: nil)
            try InvitationRows.insert(invitation, hash: TokenHash(of: token), in: tx)
            try mail(invitation, token, act, tx)
            try Self.append(.invitationSent, invitation, after: Self.promise(of: invitation), act, now, tx)
            return invitation
        }
    }

    /// Sends an invitation again with a new link, good for the whole time anew; the link before is void.
    ///
    /// - Throws: ``Failure`` `notFound` also for one that was revoked, `conflict` for one that was accepted and for a member; else as
    ///   ``send(_:act:)``.
    package func resend(_ id: ID<Invitation>, act: Act) async throws -> Invitation {
        let principal = try act.requirePrincipal()
        try principal.require(.membersManage)
        let token = OpaqueToken.generate()
        let now = clock.now()
        return try await store.write { [self] tx in
            let rank = try ActingRank(of: principal, using: .membersManage, in: tx)
            let known = try Self.requireOpen(id, of: principal.workspaceID, at: now, tx)
            try rank.requireMayGive(known.role)
            try Self.requireNoMember(known.email, known.workspaceID, tx)
            if known.state(at: now) == .expired { try Self.requireRoom(in: known.workspaceID, at: now, tx) }
            let inviter = try inviter(principal, tx)
            let renewed = Invitation(
                id: id, workspaceID: known.workspaceID, email: known.email, role: known.role, inviterID: inviter?.id,
                inviterName: inviter?.name, createdAt: known.createdAt, sentAt: now, expiresAt: now + Self.lifetime, acceptedAt: nil,
                revokedAt: nil)
            try InvitationRows.renew(renewed, hash: TokenHash(of: token), in: tx)
            try mail(renewed, token, act, tx)
            try Self.append(
                .invitationResent, renewed, before: Self.promise(of: known), after: Self.promise(of: renewed), act, now, tx)
            return renewed
        }
    }

    /// Takes an invitation back; its link is void at once. Revoking it twice is no fault.
    ///
    /// - Throws: ``Failure`` `notFound`, `conflict` for one that was accepted, `forbidden` also for one to a role above one's own,
    ///   `unauthenticated`.
    package func revoke(_ id: ID<Invitation>, act: Act) async throws {
        let principal = try act.requirePrincipal()
        try principal.require(.membersManage)
        let now = clock.now()
        try await store.write { tx in
            let rank = try ActingRank(of: principal, using: .membersManage, in: tx)
            guard let known = try InvitationRows.find(id, in: principal.workspaceID, tx) else { throw Self.notFound }
            guard known.revokedAt == nil else { return }
            guard known.acceptedAt == nil else { throw Self.acceptedAlready }
            try rank.requireMayActOn(known.role)
            try InvitationRows.revoke(id, at: now, tx)
            try Self.append(.invitationRevoked, known, before: Self.promise(of: known), act, now, tx)
        }
    }

    /// Removes what ended long ago, a bounded number a call; answers how many. To be called every hour.
    @discardableResult
    package func removeEnded() async throws -> Int {
        let oldest = clock.now() - Self.retention
        return try await store.write { try InvitationRows.removeExpired(before: oldest, in: $0) }
    }

    /// In the caller's write, which counts it.
    private func mail(_ invitation: Invitation, _ token: Secret, _ act: Act, _ tx: WriteTransaction) throws {
        try InvitationBudget.take(for: invitation.email, in: invitation.workspaceID, at: invitation.sentAt, tx)
        guard let workspace = try Workspaces.find(invitation.workspaceID, in: tx) else { throw Self.notFound }
        let language = try People.find(invitation.email, in: tx)?.language ?? workspace.language
        let letter = letters.invitation(
            to: workspace.name.description, by: invitation.inviterName?.description, as: invitation.role,
            // In the fragment it reaches no server and no log on the way.
            link: "\(pageURL)/invitation#token=\(token.revealedText)", goodFor: Self.lifetime, in: language)
        try outbox.send(
            letter, to: invitation.email, workspace: invitation.workspaceID, trace: act.traceID, goodUntil: invitation.expiresAt, in: tx)
    }

    /// Who answers for the invitation; a token's is the person who made it.
    private func inviter(_ principal: Principal, _ tx: some SQLReading) throws -> Person? {
        try principal.personID.flatMap { try People.find($0, in: tx) }
    }

    private static func requireNoMember(_ email: EmailAddress, _ workspace: ID<Workspace>, _ tx: some SQLReading) throws {
        guard try People.find(email, of: workspace, in: tx) == nil else {
            throw Failure(
                .conflict, "This person belongs to the workspace already.",
                fields: [FieldFault("/email", "an address that nobody here has")])
        }
    }

    private static func requireRoom(in workspace: ID<Workspace>, at now: Timestamp, _ tx: some SQLReading) throws {
        guard try InvitationRows.countLive(in: workspace, at: now, tx) < liveLimit else {
            throw Failure(.conflict, "\(liveLimit) invitations wait to be accepted, which is the most there can be. Revoke some first.")
        }
    }

    private static func requireOpen(
        _ id: ID<Invitation>, of workspace: ID<Workspace>, at now: Timestamp, _ tx: some SQLReading
    ) throws -> Invitation {
        guard let known = try InvitationRows.find(id, in: workspace, tx), known.revokedAt == nil else { throw notFound }
        guard known.acceptedAt == nil else { throw acceptedAlready }
        return known
    }

    static func append(
        _ action: AuditAction, _ invitation: Invitation, before: JSONValue? = nil, after: JSONValue? = nil,
        actor: AuditEntry.Actor? = nil, _ act: Act, _ now: Timestamp, _ tx: WriteTransaction
    ) throws {
        try AuditLog.append(
            AuditEntry(
                action, on: AuditSubject("invitation", id: invitation.id, label: invitation.email.description), in: invitation.workspaceID,
                before: before, after: after, actor: actor, act: act, at: now), in: tx)
    }

    private static func promise(of invitation: Invitation) -> JSONValue {
        ["role": .string(invitation.role.rawValue), "expiresAt": .string(invitation.expiresAt.description)]
    }

    private static let notFound = Failure(.notFound, "There is no such invitation.")
    private static let acceptedAlready = Failure(.conflict, "The invitation was accepted. Look for the person among the members.")
    private static let invitedAlready = Failure(
        .conflict, "This address is invited already. Send the invitation again, or revoke it first.",
        fields: [FieldFault("/email", "an address that is not invited yet")])
}
