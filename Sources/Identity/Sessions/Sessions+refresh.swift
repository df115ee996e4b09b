import DataStore
package import Primitives

/// Renewal: rotation of refresh tokens with detection of reuse, and change of workspace.
extension Sessions {
    private enum Outcome: Sendable {
        case renewed(OpenedSession)
        case refused(RefreshRefusal)
    }

    /// Takes a refresh token for a fresh access token and the session's current refresh token.
    ///
    /// The token that is current is rotated. Its predecessor, and within the reuse interval any older one, gets the current token
    /// again: two tabs that refresh at once, or a client that lost the answer, stay signed in. Any other older token ends the session.
    ///
    /// - Throws: ``RefreshRefusal``.
    package func refresh(_ token: String, act: Act) async throws -> NewSession {
        let (id, counter) = try parse(token)
        // A refusal is an answer, not an error of the write: the end of a reused session must be kept.
        let outcome = try await store.write { try renew(id, presented: counter, act: act, $0) }
        switch outcome {
        case .renewed(let opened): return try await issue(opened)
        case .refused(let refusal): throw refusal
        }
    }

    /// Continues a sign-in in another workspace of the person, with new tokens; the access tokens for the first are refused at once.
    ///
    /// - Throws: ``Failure`` `forbidden` for a session that is good for its workspace alone, `notFound` when it is over or the person
    ///   does not belong there, `banned`.
    package func move(_ id: ID<Session>, to workspace: ID<Workspace>, act: Act) async throws -> NewSession {
        let now = clock.now()
        let opened = try await store.write { transaction in
            let known = try SessionRows.find(id, in: transaction)
            guard known?.reach != .workspace else { throw Principal.confined }
            guard let session = known, session.isLive(at: now),
                let target = try SessionMembership(of: session.personID, in: workspace, transaction), target.mayEnter
            else { throw Failure(.notFound, "There is no such workspace.") }
            guard !target.person.isBanned(at: now) else { throw RefreshRefusal.banned.failure }
            let moved = session.renewed(at: now, rotating: true, workspace: workspace, act: act)
            try SessionRows.update(moved, in: transaction)
            try Members.noteSeen(session.personID, in: workspace, at: now, transaction)
            try AuditLog.append(
                AuditEntry(
                    .sessionMoved, on: AuditSubject("session", id: id), in: workspace,
                    before: ["workspaceId": .string(session.workspaceID.description)],
                    after: ["workspaceId": .string(workspace.description)], actor: AuditEntry.Actor(target.person), act: act, at: now),
                in: transaction)
            transaction.afterCommit { [cache] in cache.forget(id) }
            return try self.opened(moved, in: transaction)
        }
        return try await issue(opened)
    }

    /// Ends the session to which a refresh token belongs, current or not: a browser that signs out may have nothing else left.
    package func end(refreshToken: String, act: Act) async throws {
        let (id, _) = try parse(refreshToken)
        guard let session = try await store.read({ try SessionRows.find(id, in: $0) }) else { return }
        try await end(id, of: session.personID, act: act)
    }

    private func parse(_ token: String) throws(RefreshRefusal) -> (ID<Session>, Int64) {
        switch RefreshTokenText.parse(token, keys: keys.accepted(.refreshTokenSigning)) {
        case .malformed: throw .malformed
        case .unknown: throw .unknown
        case .genuine(let session, let counter): return (session, counter)
        }
    }

    private func renew(
        _ id: ID<Session>, presented: Int64, act: Act, _ transaction: WriteTransaction
    ) throws -> Outcome {
        let now = clock.now()
        guard let session = try SessionRows.find(id, in: transaction),
            let membership = try SessionMembership(of: session.personID, in: session.workspaceID, transaction)
        else { return .refused(.sessionNotFound) }
        guard session.isLive(at: now) else { return .refused(.sessionExpired) }
        guard !membership.person.isBanned(at: now) else { return .refused(.banned) }
        let age = session.counter - presented
        if age < 0 { return .refused(.unknown) }
        if age > 1, now - session.refreshedAt >= reuseInterval {
            try revoke(session, of: membership.person, act: act, at: now, transaction)
            return .refused(.reused)
        }
        let renewed = session.renewed(at: now, rotating: age == 0, workspace: session.workspaceID, act: act)
        try SessionRows.update(renewed, in: transaction)
        try Members.noteSeen(session.personID, in: session.workspaceID, at: now, transaction)
        return .renewed(try opened(renewed, in: transaction))
    }

    private func revoke(
        _ session: Session, of person: Person, act: Act, at now: Timestamp, _ transaction: WriteTransaction
    ) throws {
        _ = try SessionRows.delete(session.id, of: session.personID, in: transaction)
        try AuditLog.append(
            AuditEntry(
                .sessionRevoked, on: AuditSubject("session", id: session.id, label: session.userAgent), in: session.workspaceID,
                after: ["reason": "refresh token reused"], actor: AuditEntry.Actor(person), act: act, at: now), in: transaction)
        transaction.afterCommit { [cache] in cache.forget(session.id) }
    }
}

extension Session {
    /// - Parameter rotating: makes another refresh token the current one.
    fileprivate func renewed(at moment: Timestamp, rotating: Bool, workspace: ID<Workspace>, act: Act) -> Session {
        Session(
            id: id, personID: personID, workspaceID: workspace, counter: rotating ? counter + 1 : counter, createdAt: createdAt,
            // The clock may have been set back; a session does not get older by that.
            lastUsedAt: max(moment, lastUsedAt), refreshedAt: rotating ? moment : refreshedAt, expiresAt: expiresAt, method: method,
            reach: reach, userAgent: act.userAgent ?? userAgent, remoteAddress: act.remoteAddress ?? remoteAddress)
    }
}
