package import DataStore
package import Primitives

/// The list of a person's sign-ins, and their end.
extension Sessions {
    /// The live sessions of a person in one workspace or in all, the last used first.
    package func list(of person: ID<Person>, in workspace: ID<Workspace>? = nil) async throws -> [ListedSession] {
        let now = clock.now()
        return try await store.read {
            try SessionRows.list(of: person, in: workspace, at: now, idleSince: now - Self.idleLimit, limit: Self.limitPerPerson, in: $0)
        }
    }

    /// The session of a principal, while it lives.
    package func find(_ id: ID<Session>) async throws -> Session? {
        let now = clock.now()
        return try await store.read { try SessionRows.find(id, in: $0) }.flatMap { $0.isLive(at: now) ? $0 : nil }
    }

    /// Ends one session; its tokens are refused from the next request on. Answers whether there was one.
    @discardableResult
    package func end(_ id: ID<Session>, of person: ID<Person>, act: Act) async throws -> Bool {
        let now = clock.now()
        return try await store.write { transaction in
            guard let ended = try SessionRows.delete(id, of: person, in: transaction) else { return false }
            try appendEnd(
                on: AuditSubject("session", id: id, label: ended.userAgent), in: ended.workspaceID, of: person, after: nil, act, now,
                transaction)
            transaction.afterCommit { [cache] in cache.forget(id) }
            return true
        }
    }

    /// Ends every session of a person, or every one but `kept`, in one workspace or in all; answers how many.
    @discardableResult
    package func endAll(
        of person: ID<Person>, in workspace: ID<Workspace>? = nil, except kept: ID<Session>? = nil, act: Act
    ) async throws -> Int {
        try await store.write { try endAll(of: person, in: workspace, except: kept, act: act, $0) }
    }

    /// The same in a write of the caller's.
    @discardableResult
    package func endAll(
        of person: ID<Person>, in workspace: ID<Workspace>? = nil, except kept: ID<Session>? = nil, act: Act,
        _ transaction: WriteTransaction
    ) throws -> Int {
        let count = try SessionRows.deleteAll(of: person, in: workspace, except: kept, transaction)
        guard count > 0 else { return 0 }
        let known = try People.find(person, in: transaction)
        try appendEnd(
            on: AuditSubject("person", id: person, label: known?.email.description), in: workspace ?? act.principal?.workspaceID,
            of: person,
            after: ["sessions": .integer(Int64(count))], act, clock.now(), transaction)
        transaction.afterCommit { [cache] in cache.forget(person) }
        return count
    }

    /// Drops what memory holds of a person; to be called from the after-commit notice of a changed role, name or membership.
    package func forget(_ person: ID<Person>) {
        cache.forget(person)
    }

    /// Removes the rows of expired sessions, a bounded number a call; answers how many.
    @discardableResult
    package func removeExpired() async throws -> Int {
        let now = clock.now()
        return try await store.write { try SessionRows.deleteExpired(at: now, idleSince: now - Self.idleLimit, in: $0) }
    }

    private func appendEnd(
        on subject: AuditSubject, in workspace: ID<Workspace>?, of person: ID<Person>, after: JSONValue?, _ act: Act, _ now: Timestamp,
        _ transaction: WriteTransaction
    ) throws {
        // Signing out by the cookie alone comes without a principal: then it was the person.
        let known = act.principal == nil && act.remoteAddress != nil ? try People.find(person, in: transaction) : nil
        try AuditLog.append(
            AuditEntry(.sessionEnded, on: subject, in: workspace, after: after, actor: known.map(AuditEntry.Actor.init), act: act, at: now),
            in: transaction)
    }
}
