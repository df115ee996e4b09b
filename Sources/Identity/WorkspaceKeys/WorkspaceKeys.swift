package import DataStore
package import Primitives

/// The anon and service keys of workspaces: shown, rotated, recognised in both forms.
///
/// Their texts are derived from the root secret, the workspace, the kind and a generation, so that they can be shown again and
/// nothing of them is kept.
package struct WorkspaceKeys: Sendable {
    /// Time to change the configuration of every client.
    package static let overlap: Duration = .days(7)
    /// Generations of one kind that work at a time; each costs a derivation when an unknown key comes in.
    package static let liveLimit = 8

    private let store: Store
    private let keys: KeyRing
    private let clock: WallClock
    private let recognizer: CredentialRecognizer

    package init(
        store: Store, keys: KeyRing, cache: CredentialCache = CredentialCache(), clock: WallClock = .system,
        hooks: CredentialHooks = CredentialHooks()
    ) {
        self.store = store
        self.keys = keys
        self.clock = clock
        recognizer = CredentialRecognizer(kind: "workspace key ", store: store, clock: clock, cache: cache, hooks: hooks)
    }

    /// The current keys of a workspace.
    ///
    /// - Throws: ``Failure`` `notFound` for a workspace that is not there or waits to be deleted.
    package func texts(of workspace: ID<Workspace>) async throws -> WorkspaceKeyTexts {
        let now = clock.now()
        let live = try await store.read { try WorkspaceKeyRows.live(in: workspace, at: now, $0) }
        return WorkspaceKeyTexts(
            anon: try await texts(.anon, of: workspace, among: live), service: try await texts(.service, of: workspace, among: live))
    }

    /// Begins a new generation; the keys before work until the overlap is over, or end at once when it is zero.
    ///
    /// - Throws: ``Failure`` `forbidden`, `conflict` when ``liveLimit`` generations still work, `notFound`.
    package func rotate(_ kind: WorkspaceKeyKind, overlap: Duration = overlap, act: Act) async throws -> WorkspaceKeyTexts {
        guard let principal = act.principal else { throw Failure(.unauthenticated, "Sign in first.") }
        try principal.require(.keysManage)
        return try await rotate(kind, of: principal.workspaceID, overlap: overlap, act: act)
    }

    /// The same for any workspace: what the operator does on the machine.
    package func rotate(
        _ kind: WorkspaceKeyKind, of workspace: ID<Workspace>, overlap: Duration = overlap, act: Act
    ) async throws -> WorkspaceKeyTexts {
        let cache = recognizer.cache
        let now = clock.now()
        try await store.write { transaction in
            let live = try WorkspaceKeyRows.live(in: workspace, at: now, transaction).filter { $0.kind == kind }
            guard let current = live.first else { throw Self.notFound }
            guard overlap <= .zero || live.count < Self.liveLimit else {
                throw Failure(.conflict, "\(live.count) generations of this key still work. Wait until some have retired.")
            }
            try WorkspaceKeyRows.retire(kind, in: workspace, at: now + max(overlap, .zero), transaction)
            try WorkspaceKeyRows.insert(current.number + 1, of: kind, in: workspace, at: now, transaction)
            try AuditLog.append(
                AuditEntry(
                    .workspaceKeyRotated, on: AuditSubject("workspace_key", id: kind.rawValue, label: kind.role), in: workspace,
                    before: ["generation": .integer(Int64(current.number))],
                    after: [
                        "generation": .integer(Int64(current.number + 1)),
                        "previousUntil": .string((now + max(overlap, .zero)).description),
                    ], act: act, at: now),
                in: transaction)
            transaction.afterCommit { cache.forget(workspace) }
        }
        return try await texts(of: workspace)
    }

    /// For whom a key stands, if memory knows.
    func recall(_ key: String) -> RecognizedCredential? {
        recognizer.recall(key)
    }

    /// For whom a key stands, in either form; `nil` when it is not good.
    package func resolve(_ key: String) async throws -> Principal? {
        try await recognize(key)?.principal
    }

    func recognize(_ key: String) async throws -> RecognizedCredential? {
        guard key.utf8.count <= SignedText.byteLimit else { return nil }
        return try await recognizer.recognize(key) { _ in
            if let opaque = OpaqueKey(key) { return try await recognize(opaque) }
            if let signed = SignedText(key) { return try await recognize(signed) }
            return nil
        }
    }

    private func recognize(_ opaque: OpaqueKey) async throws -> RecognizedCredential? {
        guard let generation = try await generation(opaque.generation, of: opaque.kind, in: opaque.workspace) else { return nil }
        guard opaque.isSigned(by: key(opaque.kind, of: opaque.workspace, generation.number)) else { return nil }
        return try Self.credential(opaque.kind, opaque.workspace, until: generation.retiresAt)
    }

    private func recognize(_ signed: SignedText) async throws -> RecognizedCredential? {
        guard let claims = signed.peek(WorkspaceKeyClaims.self), let kind = WorkspaceKeyKind(role: claims.role),
            claims.iss == WorkspaceKeyClaims.issuer
        else { return nil }
        let now = clock.now()
        let live = try await store.read { try WorkspaceKeyRows.live(in: claims.ref, at: now, $0) }
        for generation in live where generation.kind == kind {
            let key = key(kind, of: claims.ref, generation.number)
            guard key.id == signed.keyID, let verified = try await signed.verified(WorkspaceKeyClaims.self, by: key) else { continue }
            guard verified == claims, claims.iat <= now.seconds, now.seconds < claims.exp, claims.exp <= SignedText.latestSecond
            else { return nil }
            let end = Timestamp(seconds: claims.exp)
            return try Self.credential(kind, claims.ref, until: min(generation.retiresAt ?? end, end))
        }
        return nil
    }

    private func generation(
        _ number: Int, of kind: WorkspaceKeyKind, in workspace: ID<Workspace>
    ) async throws -> WorkspaceKeyRows.Generation? {
        let now = clock.now()
        return try await store.read { try WorkspaceKeyRows.live(in: workspace, at: now, $0) }
            .first { $0.kind == kind && $0.number == number }
    }

    private func texts(
        _ kind: WorkspaceKeyKind, of workspace: ID<Workspace>, among live: [WorkspaceKeyRows.Generation]
    ) async throws -> WorkspaceKeyTexts.Texts {
        let own = live.filter { $0.kind == kind }
        guard let current = own.first else { throw Self.notFound }
        let key = key(kind, of: workspace, current.number)
        return WorkspaceKeyTexts.Texts(
            jwt: try await SignedText.sign(WorkspaceKeyClaims(kind, of: workspace, createdAt: current.createdAt), key),
            opaque: OpaqueKey.text(kind, workspace: workspace, key: key), generation: current.number, createdAt: current.createdAt,
            previousUntil: own.dropFirst().compactMap(\.retiresAt).max())
    }

    private func key(_ kind: WorkspaceKeyKind, of workspace: ID<Workspace>, _ generation: Int) -> DerivedKey {
        keys.key(for: .workspaceKeys, in: workspace, generation: generation, name: kind.derivationName)
    }

    private static func credential(
        _ kind: WorkspaceKeyKind, _ workspace: ID<Workspace>, until end: Timestamp?
    ) throws -> RecognizedCredential? {
        guard let name = DisplayName("\(kind.rawValue) key") else { return nil }
        let (credential, permissions): (Principal.Credential, Set<Permission>) =
            switch kind {
            case .anon: (.anonKey, PermissionTable.anon)
            case .service: (.serviceKey, PermissionTable.service)
            }
        return RecognizedCredential(
            principal: Principal(
                credential: credential, workspaceID: workspace, personID: nil, role: nil, permissions: permissions, displayName: name),
            expiresAt: end)
    }

    private static let notFound = Failure(.notFound, "There is no such workspace, or it is being deleted.")
}
