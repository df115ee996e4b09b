import Backups
import Blobs
import DataStore
import Domain
import Identity
import JobQueue
import Primitives
import Realtime
import Telemetry

/// Carries out what the operator asks, in the process that holds the data folder.
struct ControlOperations: Sendable {
    /// More workspaces than one machine serves.
    static let workspaceLimit = 1_000

    let folder: DataFolder
    let store: Store
    let blobs: BlobStore
    /// Absent where no node runs.
    let backups: NodeBackups?
    let jobs: Jobs
    let setupLinks: SetupLinks
    let sessions: Sessions
    let tokens: APITokens
    let workspaceKeys: WorkspaceKeys
    let keys: Keys
    let ring: KeyRing
    let signIn: SignIn
    let address: PublicAddress
    let health: (@Sendable () async throws -> HealthReport)?
    let clock: WallClock

    func perform(_ request: ControlRequest) async throws -> ControlAnswer {
        do {
            return try await carryOut(request)
        } catch let failure as Failure {
            return .refused(code: failure.code, message: failure.message)
        }
    }

    private func carryOut(_ request: ControlRequest) async throws -> ControlAnswer {
        switch request {
        case .setupLink:
            let link = try await setupLinks.issue()
            return .setupLink(url: SetupAddress.link(with: link.token, at: address.current), expiresAt: link.expiresAt)
        case .createToken(let name, let role, let scopes, let workspace):
            return try await createToken(name: name, role: role, scopes: scopes, workspace: workspace)
        case .revokeToken(let id):
            try await revokeToken(id)
            return .done
        case .workspaceKeys(let workspace):
            return try await showKeys(of: try await self.workspace(workspace))
        case .rotateKeys(let purpose):
            let begun = try await keys.rotate(purpose, act: .byOperator())
            return .rotated(begun.map { ControlAnswer.Generation(purpose: $0.purpose, number: $0.number) })
        case .listUsers:
            return .users(try await users())
        case .signInLink(let email):
            let made = try await signIn.operatorLink(for: email, act: .byOperator())
            return .signInLink(url: made.link.revealedText, expiresAt: made.expiresAt)
        case .addUser(let email, let role, let workspace):
            try await addUser(email, as: role, to: try await self.workspace(workspace))
            return .done
        case .signOutUser(let email):
            guard let person = try await store.read({ try People.find(email, in: $0) }) else { throw Self.unknown }
            try await sessions.endAll(of: person.id, act: .byOperator())
            return .done
        case .roomAccess(let room):
            return try await roomAccess(room)
        case .apiAccess(let wanted):
            return try await apiAccess(to: try await self.workspace(wanted))
        case .verify:
            return .verification(try await StoreCheck(store: store, blobs: blobs).run())
        case .health:
            guard let health else { throw Failure(.unavailable, "The node does not run.") }
            return .health(try await health())
        case .jobs(let request, let wanted):
            // Spelled out: without a name the only workspace would be meant.
            let workspace: Workspace? = if let wanted { try await workspace(wanted) } else { nil }
            return try await carryOut(request, in: workspace)
        case .backup(let request):
            return try await carryOut(request)
        case .portability(let request):
            return try await carryOut(request)
        case .ledger(let request, let wanted):
            return try await carryOut(request, in: try await workspaces(for: request, wanted))
        }
    }

    private func apiAccess(to workspace: Workspace) async throws -> ControlAnswer {
        guard let url = address.listening else { throw Failure(.unavailable, "The node does not listen yet. Try again in a moment.") }
        return .roomAccess(url: url, key: try await workspaceKeys.texts(of: workspace.id).service.opaque.revealedText)
    }

    private func roomAccess(_ name: String) async throws -> ControlAnswer {
        guard let url = address.listening else { throw Failure(.unavailable, "The node does not listen yet. Try again in a moment.") }
        guard let room = Room(name), let workspace = try await RoomDirectory(store: store).workspace(of: room) else {
            throw Failure(.notFound, "There is no \(name) on this node.")
        }
        return .roomAccess(url: url, key: try await workspaceKeys.texts(of: workspace).service.opaque.revealedText)
    }

    /// The workspace of this name or id; the only one when none is named.
    func workspace(_ wanted: String?) async throws -> Workspace {
        let all = try await store.read { try Workspaces.all(limit: Self.workspaceLimit, in: $0) }
        let matching = wanted.map { wanted in all.filter { $0.id.description == wanted || $0.name.description == wanted } } ?? all
        guard let workspace = matching.first, matching.count == 1 else {
            throw Failure(
                .notFound,
                all.isEmpty
                    ? "There is no workspace yet. Run `uprising setup` and open the link first."
                    : "Name one workspace with --workspace: \(all.map { "\($0.name) (\($0.id))" }.joined(separator: ", ")).")
        }
        return workspace
    }

    /// An export is of one; the rest may be of all.
    private func workspaces(for request: LedgerRequest, _ wanted: String?) async throws -> [Workspace] {
        if case .export = request { return [try await workspace(wanted)] }
        guard wanted == nil else { return [try await workspace(wanted)] }
        return try await store.read { try Workspaces.all(limit: Self.workspaceLimit, in: $0) }
    }

    private func createToken(name: String, role: Role?, scopes: [Permission], workspace wanted: String?) async throws -> ControlAnswer {
        let workspace = try await workspace(wanted)
        guard let owner = try await store.read({ try Members.firstOwner(of: workspace.id, in: $0) }) else {
            throw Failure(.notFound, "The workspace \(workspace.name) has no owner.")
        }
        let scopes = Set(scopes).union(role?.permissions ?? [])
        let made = try await tokens.create(
            name: name, scopes: scopes, for: owner.id, in: workspace.id, act: .byOperator())
        return .token(id: made.token.id, text: made.text.revealedText, name: name, workspace: workspace.name.description)
    }

    private func revokeToken(_ id: ID<APIToken>) async throws {
        for workspace in try await store.read({ try Workspaces.all(limit: Self.workspaceLimit, in: $0) }) {
            guard try await tokens.list(in: workspace.id).contains(where: { $0.id == id }) else { continue }
            try await tokens.revoke(id, in: workspace.id, act: .byOperator())
        }
    }

    private func showKeys(of workspace: Workspace) async throws -> ControlAnswer {
        let texts = try await workspaceKeys.texts(of: workspace.id)
        return .workspaceKeys(
            ControlAnswer.Keys(
                workspace: workspace.name.description,
                anon: ControlAnswer.Keys.Texts(jwt: texts.anon.jwt.revealedText, opaque: texts.anon.opaque.revealedText),
                service: ControlAnswer.Keys.Texts(jwt: texts.service.jwt.revealedText, opaque: texts.service.opaque.revealedText),
                jwtSecret: ring.current(.accessTokenSigning, in: workspace.id).passphrase))
    }

    private func users() async throws -> [ControlAnswer.User] {
        try await store.read { tx in
            try Workspaces.all(limit: Self.workspaceLimit, in: tx).flatMap { workspace in
                try Members.list(in: workspace.id, tx).map { member in
                    ControlAnswer.User(
                        email: member.person.email.description, name: member.person.name.description,
                        workspace: workspace.name.description, role: member.role, lastSeenAt: member.lastSeenAt)
                }
            }
        }
    }

    private func addUser(_ email: EmailAddress, as role: Role, to workspace: Workspace) async throws {
        try await store.write { [clock, sessions, tokens] tx in
            let now = clock.now()
            let person = try People.find(email, in: tx) ?? People.create(email, language: workspace.language, at: now, in: tx)
            let before = try Members.role(of: person.id, in: workspace.id, tx)
            if before == nil {
                try Members.add(person.id, as: role, to: workspace.id, at: now, tx)
            } else {
                try Members.changeRole(of: person.id, in: workspace.id, to: role, at: now, tx)
            }
            try AuditLog.append(
                AuditEntry(
                    before == nil ? "member.added" : "member.role_changed", on: .person(person), in: workspace.id,
                    before: before.map { ["role": .string($0.rawValue)] }, after: ["role": .string(role.rawValue)], act: .byOperator(),
                    at: now), in: tx)
            tx.afterCommit {
                sessions.forget(person.id)
                tokens.forget(person.id)
            }
        }
    }

    private static let unknown = Failure(.notFound, "Nobody with this address is known here.")
}
