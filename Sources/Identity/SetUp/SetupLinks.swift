package import DataStore
package import Primitives
import Synchronization

/// The links by which a new node gets its first workspace and owner.
package final class SetupLinks: Sendable {
    /// Long enough to be sent to a colleague and opened the next morning.
    package static let lifetime: Duration = .hours(24)

    private let store: Store
    private let clock: WallClock
    private let sessions: Sessions
    /// An owner, once there, can't vanish: "no longer needed" is remembered.
    private let isDone = Mutex(false)

    package init(store: Store, sessions: Sessions, clock: WallClock = .system) {
        self.store = store
        self.sessions = sessions
        self.clock = clock
    }

    /// Whether the node still has no owner.
    package func isNeeded() async throws -> Bool {
        if isDone.withLock({ $0 }) { return false }
        let hasOwner = try await store.read { try Members.hasOwner(in: $0) }
        if hasOwner { markDone() }
        return !hasOwner
    }

    /// Makes a link; the ones before it stop working.
    ///
    /// - Throws: ``Failure`` `conflict` once there is an owner.
    package func issue() async throws -> SetupLink {
        let now = clock.now()
        let link = SetupLink(token: OpaqueToken.generate(), expiresAt: now + Self.lifetime)
        try await store.write { transaction in
            guard try !Members.hasOwner(in: transaction) else {
                throw Failure(.conflict, "The node has an owner. Further people are invited by them.")
            }
            try SetupLinkRows.removeUnused(in: transaction)
            try SetupLinkRows.insert(TokenHash(of: link.token), createdAt: now, expiresAt: link.expiresAt, in: transaction)
        }
        return link
    }

    /// Makes the first workspace, its owner and the owner's session, in one write; of many at once exactly one succeeds.
    ///
    /// - Parameter completing: adds the caller's rows to the same write; what it throws undoes everything, and the link stays good.
    /// - Throws: ``Failure`` `setupLinkInvalid` when the link is unknown, used, voided or expired, or there is an owner.
    package func redeem(
        _ request: SetupRequest, act: Act,
        completing: @escaping @Sendable (WriteTransaction, Workspace) throws -> Void = { _, _ in }
    ) async throws -> SetupOutcome {
        guard OpaqueToken.isWellFormed(request.token.revealedText) else { throw Self.invalid }
        let (workspace, opened) = try await store.write { [self] transaction in
            let now = clock.now()
            guard try SetupLinkRows.use(TokenHash(of: request.token), at: now, in: transaction), try !Members.hasOwner(in: transaction)
            else {
                throw Self.invalid
            }
            let owner = try person(for: request, at: now, in: transaction)
            let workspace = try Workspaces.create(
                name: request.workspace, language: request.language, owner: owner.id, at: now, in: transaction)
            try AuditLog.append(
                AuditEntry(
                    .nodeSetUp, on: AuditSubject("workspace", id: workspace.id, label: workspace.name.description), in: workspace.id,
                    after: ["owner": .string(owner.email.description)], actor: AuditEntry.Actor(owner), act: act, at: now),
                in: transaction)
            let opened = try sessions.open(for: owner.id, in: workspace.id, method: .setup, reach: .node, act: act, transaction)
            try completing(transaction, workspace)
            transaction.afterCommit { self.markDone() }
            return (workspace, opened)
        }
        return SetupOutcome(workspace: workspace, owner: opened.person, session: try await sessions.issue(opened))
    }

    private func person(for request: SetupRequest, at moment: Timestamp, in transaction: WriteTransaction) throws -> Person {
        if let known = try People.find(request.email, in: transaction) { return known }
        return try People.create(request.email, name: request.name, language: request.language, at: moment, in: transaction)
    }

    private func markDone() {
        isDone.withLock { $0 = true }
    }

    /// The same words for every reason: whoever guesses learns nothing.
    private static let invalid = Failure(
        .setupLinkInvalid,
        "This set-up link does not work: it was used, replaced or is older than 24 hours. Run `uprising setup` for a new one.")
}
