import DataStore
package import Identity
import Primitives

extension Invitations {
    /// What a link would do; uses nothing up, for mail scanners open links.
    ///
    /// - Throws: ``Failure`` `invitationInvalid`, in the same words for every reason.
    package func preview(_ token: String) async throws -> InvitationPreview {
        guard OpaqueToken.isWellFormed(token) else { throw Self.invalid }
        let now = clock.now()
        return try await store.read { tx in
            let (invitation, workspace) = try Self.requireLive(token, at: now, tx)
            return InvitationPreview(
                workspace: workspace.name, role: invitation.role, email: invitation.email, invitedBy: invitation.inviterName,
                expiresAt: invitation.expiresAt)
        }
    }

    /// Accepts by the token of the link, which has proven the address: makes the person if need be, the membership and a session, in
    /// one write. Of many at once exactly one succeeds. A member keeps a role that is higher.
    ///
    /// The link waits for days in a mailbox and is easily passed on. So the session of someone who belongs to other workspaces too
    /// is good for this one alone, unless they are signed in already where they accept.
    ///
    /// - Parameter act: with the principal of whoever is signed in at the page, if anyone is.
    /// - Throws: ``Failure`` `invitationInvalid`, in the same words for every reason; `banned`, `conflict` when the workspace is full.
    package func accept(_ token: String, act: Act) async throws -> NewSession {
        guard OpaqueToken.isWellFormed(token) else { throw Self.invalid }
        let now = clock.now()
        // Keeps floods of unknown tokens away from the writer.
        _ = try await store.read { try Self.requireLive(token, at: now, $0) }
        let opened = try await store.write { [self] tx in
            let (invitation, workspace) = try Self.requireLive(token, at: now, tx)
            let known = try People.find(invitation.email, in: tx)
            let person = try known ?? create(invitation, act, at: now, tx)
            let reach = try Self.reach(of: person, entering: workspace.id, act, tx)
            try take(invitation, for: person, act, at: now, tx)
            return try sessions.open(for: person.id, in: workspace.id, method: .invite, reach: reach, act: act, tx)
        }
        return try await sessions.issue(opened)
    }

    /// What sign-in by code asks and tells: who proves an invited address that way has accepted.
    package var book: InvitationBook {
        InvitationBook(
            find: { [clock] email, workspace, tx in
                try InvitationRows.live(for: email, in: workspace, at: clock.now(), tx)?.workspaceID
            },
            accept: { [self] person, workspace, act, tx in
                let now = clock.now()
                guard let invitation = try InvitationRows.live(for: person.email, in: workspace, at: now, tx) else { return }
                try take(invitation, for: person, act, at: now, tx)
            })
    }

    private func take(
        _ invitation: Invitation, for person: Person, _ act: Act, at now: Timestamp, _ tx: WriteTransaction
    ) throws {
        guard try InvitationRows.accept(invitation.id, by: person.id, at: now, tx) else { throw Self.invalid }
        let before = try Members.role(of: person.id, in: invitation.workspaceID, tx)
        if let before {
            if before < invitation.role {
                try Members.changeRole(of: person.id, in: invitation.workspaceID, to: invitation.role, at: now, tx)
            }
        } else {
            try Members.add(person.id, as: invitation.role, to: invitation.workspaceID, at: now, tx)
            try news?.joined(person, invitation.workspaceID, trace: act.traceID, in: tx)
        }
        let after = max(before ?? invitation.role, invitation.role)
        try Self.append(
            .invitationAccepted, invitation, before: ["role": before.map { .string($0.rawValue) } ?? .null],
            after: ["role": .string(after.rawValue)], actor: AuditEntry.Actor(person), act, now, tx)
        tx.afterCommit { [cache] in cache.forget(person.id) }
    }

    private func create(_ invitation: Invitation, _ act: Act, at now: Timestamp, _ tx: WriteTransaction) throws -> Person {
        let person = try People.create(invitation.email, emailConfirmedAt: now, at: now, in: tx)
        try AuditLog.append(
            AuditEntry(
                .userCreated, on: .person(person), in: invitation.workspaceID, after: ["email": .string(person.email.description)],
                actor: AuditEntry.Actor(person), act: act, at: now), in: tx)
        return person
    }

    private static func reach(
        of person: Person, entering workspace: ID<Workspace>, _ act: Act, _ tx: some SQLReading
    ) throws -> SessionReach {
        if let principal = act.principal, case .session = principal.credential, principal.reach == .node, principal.personID == person.id {
            return .node
        }
        return try Members.belongsElsewhere(person.id, than: workspace, in: tx) ? .workspace : .node
    }

    private static func requireLive(
        _ token: String, at now: Timestamp, _ tx: some SQLReading
    ) throws -> (invitation: Invitation, workspace: Workspace) {
        guard let invitation = try InvitationRows.find(TokenHash(of: token), in: tx), invitation.state(at: now) == .pending,
            let workspace = try Workspaces.find(invitation.workspaceID, in: tx), !workspace.isClosing
        else { throw invalid }
        return (invitation, workspace)
    }

    /// The same words for every reason: whoever guesses learns nothing.
    private static let invalid = Failure(
        .invitationInvalid, "This invitation does not work: it was accepted, revoked, replaced or has expired. Ask for another.")
}
