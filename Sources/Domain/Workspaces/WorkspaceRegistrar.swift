package import DataStore
package import Identity
package import Primitives

/// The workspaces of people: made, changed, deleted with a grace, restored. Each change is one write with its audit entry.
package struct WorkspaceRegistrar: Sendable {
    /// Workspaces that one person can own: more than anyone runs, and a bound on what one account fills the node and mailboxes with.
    package static let ownedLimit = 20

    private let store: Store
    private let cache: CredentialCache
    private let clock: WallClock

    /// - Parameter cache: the one that sessions, tokens and keys share.
    package init(store: Store, cache: CredentialCache, clock: WallClock = .system) {
        self.store = store
        self.cache = cache
        self.clock = clock
    }

    /// Where the person belongs, by name; a sign-in that is good for one workspace alone sees that one.
    ///
    /// - Throws: ``Failure`` `forbidden` for a token or key.
    package func list(for principal: Principal) async throws -> [Membership] {
        guard case .session = principal.credential, let person = principal.personID else {
            throw Failure(.forbidden, "A token or key belongs to one workspace alone. Sign in for this.")
        }
        return try await store.read { try Members.memberships(of: person, in: $0) }
            .filter { principal.reach == .node || $0.workspace.id == principal.workspaceID }
    }

    /// The workspace of the principal.
    ///
    /// - Throws: ``Failure`` `forbidden`, `notFound`.
    package func find(for principal: Principal) async throws -> Workspace {
        try principal.require(.membersRead)
        guard let workspace = try await store.read({ try Workspaces.find(principal.workspaceID, in: $0) }) else {
            throw Failure(.notFound, "There is no such workspace.")
        }
        return workspace
    }

    /// Makes a workspace with its keys, default project, channel and bucket; whoever acts owns it.
    ///
    /// - Throws: ``Failure`` `forbidden` unless signed in at this node's page, `conflict` at ``ownedLimit``, `unauthenticated`.
    package func create(_ draft: WorkspaceDraft, act: Act) async throws -> Workspace {
        let owner = try act.requirePrincipal().requirePerson()
        let now = clock.now()
        return try await store.write { tx in
            guard try People.find(owner, in: tx) != nil else { throw Failure(.unauthenticated, "Sign in first.") }
            let owned: Int? = try tx.value("SELECT count(*) FROM member WHERE person_id = ? AND role = 'owner'", [owner])
            guard owned ?? 0 < Self.ownedLimit else {
                throw Failure(
                    .conflict, "You own \(Self.ownedLimit) workspaces, which is the most one person can. Delete or hand over one.")
            }
            let workspace = try Workspaces.create(
                name: draft.name, language: draft.language, timeZone: draft.timeZone, currency: draft.currency, owner: owner, at: now,
                in: tx)
            try Projects.createDefault(for: workspace, at: now, in: tx)
            try Channels.createDefault(for: workspace, at: now, in: tx)
            try LeadFiles.createBucket(for: workspace, at: now, in: tx)
            try Self.append(.workspaceCreated, workspace, after: .object(Self.settings(of: workspace)), act, now, tx)
            return workspace
        }
    }

    /// Changes name and settings of the principal's workspace.
    ///
    /// - Parameter version: the one that the caller has seen.
    /// - Throws: ``Failure`` `versionRequired`, `staleVersion`, `forbidden`, `conflict` while it waits to be deleted, `notFound`, `unauthenticated`.
    package func change(_ change: WorkspaceChange, version: Int64?, act: Act) async throws -> Workspace {
        let principal = try act.requirePrincipal()
        try principal.require(.workspaceManage)
        let now = clock.now()
        return try await store.write { tx in
            let version = try BaseVersion.required(version)
            let (before, after) = try Workspaces.update(principal.workspaceID, change, expecting: version, in: tx)
            let (old, new) = (Self.settings(of: before), Self.settings(of: after))
            let changed = new.filter { old[$0.key] != $0.value }
            if !changed.isEmpty {
                try Self.append(
                    .workspaceChanged, after, before: .object(old.filter { changed[$0.key] != nil }), after: .object(changed), act, now, tx)
            }
            return after
        }
    }

    /// Begins the grace after which the workspace is removed. From now on only its owners see it. Asking twice does not move the day.
    ///
    /// - Parameter typedName: must be the workspace's name.
    /// - Returns: the workspace, with the day.
    /// - Throws: ``Failure`` `invalidRequest` for another name, `forbidden`, `notFound`, `unauthenticated`.
    package func delete(typedName: String, act: Act) async throws -> Workspace {
        let principal = try act.requirePrincipal()
        try principal.require(.workspaceDelete)
        let now = clock.now()
        return try await store.write { [cache] tx in
            let wasClosing = try Workspaces.find(principal.workspaceID, in: tx)?.isClosing
            let workspace = try Workspaces.scheduleDeletion(principal.workspaceID, typedName: typedName, at: now, in: tx)
            guard wasClosing == false else { return workspace }
            try Self.append(
                .workspaceDeletionAsked, workspace, before: Self.closing(nil), after: Self.closing(workspace.deletesAt), act, now, tx)
            tx.afterCommit { cache.forget(principal.workspaceID) }
            return workspace
        }
    }

    /// Gives the deletion up. Restoring a workspace that is not being deleted changes nothing.
    ///
    /// - Throws: ``Failure`` `notFound` once the grace is over, `forbidden`, `unauthenticated`.
    package func restore(act: Act) async throws -> Workspace {
        let principal = try act.requirePrincipal()
        try principal.require(.workspaceDelete)
        let now = clock.now()
        return try await store.write { [cache] tx in
            let deletesAt = try Workspaces.find(principal.workspaceID, in: tx)?.deletesAt
            let workspace = try Workspaces.restore(principal.workspaceID, at: now, in: tx)
            guard let deletesAt else { return workspace }
            try Self.append(.workspaceRestored, workspace, before: Self.closing(deletesAt), after: Self.closing(nil), act, now, tx)
            tx.afterCommit { cache.forget(principal.workspaceID) }
            return workspace
        }
    }

    private static func append(
        _ action: AuditAction, _ workspace: Workspace, before: JSONValue? = nil, after: JSONValue, _ act: Act, _ now: Timestamp,
        _ tx: WriteTransaction
    ) throws {
        try AuditLog.append(
            AuditEntry(
                action, on: AuditSubject("workspace", id: workspace.id, label: workspace.name.description), in: workspace.id,
                before: before,
                after: after, act: act, at: now), in: tx)
    }

    private static func settings(of workspace: Workspace) -> [String: JSONValue] {
        [
            "name": .string(workspace.name.description), "language": .string(workspace.language.rawValue),
            "timeZone": .string(workspace.timeZone.description), "currency": .string(workspace.currency.description),
            "payoutsNeedTwo": .bool(workspace.payoutsNeedTwo),
        ]
    }

    private static func closing(_ moment: Timestamp?) -> JSONValue {
        ["deletesAt": moment.map { .string($0.description) } ?? .null]
    }
}
